"""Directional derivatives of typed terms, one rule for every operator.

`differential(f, {x: Tangent(dx)})` is the derivative of f along dx as a term of f's shape.
Every entry of a variable is free: symmetry and other assumptions are for the result only.
The rules are those of Magnus and Neudecker, Matrix Differential Calculus (1988), in the index
notation of Laue, Mitterreiter and Giesen, Computing Higher Order Derivatives of Matrix and
Tensor Expressions (NeurIPS 2018).

Where a kinked operator is differentiable at its kink, its rule gives the derivative there, but
a sum of kinked parts can be smooth where its parts are not (`relu(x) - relu(-x)`): on a kink
the result proves nothing.
"""

from derivcheck.calculus.differentials.direction import (
    differential,
    eliminate,
)
from derivcheck.calculus.differentials.kinked import Side
from derivcheck.calculus.differentials.tangents import Tangent, UnsupportedDifferential

__all__ = ["Side", "Tangent", "UnsupportedDifferential", "differential", "eliminate"]
