"""Slopes and subgradients of functions that bend."""
