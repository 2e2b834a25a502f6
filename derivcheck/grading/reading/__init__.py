"""Assignments, submissions and decisions read into frozen values, every problem placed."""
