"""The real line cut at the critical points of a statement about one symbol."""
