"""Conditions at single points: what they are worth there, and failures as people read them."""
