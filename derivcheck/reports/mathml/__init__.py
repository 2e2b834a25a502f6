"""Claims as presentation MathML (MathML Core, W3C), printed from the trees of our own reader.

typeset("grad(L, theta) = -X'@y")
"""

from __future__ import annotations

from derivcheck.reports.mathml.typesetting import STYLE, typeset

__all__ = ["STYLE", "typeset"]
