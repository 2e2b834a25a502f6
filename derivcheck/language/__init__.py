"""What can be said: operators, sizes, syntax, typed terms, parsing and printing."""
