"""Load a file, judge its claims in workers, combine and report."""
