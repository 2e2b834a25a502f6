"""From syntax to typed terms: names resolved, definitions expanded, shapes decided.

`rules` maps every construct of the language to one function; the rules call one another
through the `Environment` they are given. `tables` holds what a file and a claim declare.
Nothing is simplified, except that a literal such as `-1` or `1/2` is one constant.
"""
