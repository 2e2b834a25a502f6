"""Scalar inequalities, proved on the whole region."""
