"""What comes out in numbers: one evaluator over several arithmetics, and points to try."""
