"""The curvature of a term in some variables, by composition rules.

A positive answer proves two things on the region of the context: the points where the term
has a value form a convex set if the region does, and the term is convex (concave) there, entry
by entry for arrays. The rules are those of disciplined convex programming (Grant, Boyd and
Ye, Disciplined convex programming, 2006; Boyd and Vandenberghe, Convex Optimization, 2004,
section 3.2), each with the domain of its function: `log(u)` and `sqrt(u)` cut out a superlevel
set of a concave u; divisors must have a known sign.
"""

from __future__ import annotations

from derivcheck.deciders._curvature.curved import Curved

__all__ = ["Curved"]
