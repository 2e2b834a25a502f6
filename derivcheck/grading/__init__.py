"""Marking derivations: assignments, submissions, marks and their exports."""
