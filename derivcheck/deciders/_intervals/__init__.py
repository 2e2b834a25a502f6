"""Functions of one scalar on an interval: where they vanish, rise and fall."""
