"""What follows from rules: differentials and normal forms."""
