"""What the marker sees in a terminal: the table of a class, and one student's lines."""
