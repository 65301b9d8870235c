"""That syntax followed, as far as it can be, to the commands it runs."""
