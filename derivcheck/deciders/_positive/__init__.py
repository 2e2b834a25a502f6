"""The signs that a term takes on the whole region, by rules for each operator.

An answer is the set of signs that occur at most; for arrays, those of all entries. Every rule
holds wherever the term has a value. What the rules leave open is asked of the scalar normal
form.
"""

from __future__ import annotations

from derivcheck.deciders._positive.facts import Facts
from derivcheck.deciders._positive.sets import Signs

__all__ = ["Facts", "Signs"]
