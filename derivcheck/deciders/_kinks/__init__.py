"""Where terms bend, and what they are on either side."""
