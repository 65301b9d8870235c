"""The reference pages of the docs, written from the code: a page a module, in the language of the environment."""
