"""Who signs in, with which token, and what a failed sign-in means."""
