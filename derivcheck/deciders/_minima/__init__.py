"""Stationary points and minima under constraints."""
