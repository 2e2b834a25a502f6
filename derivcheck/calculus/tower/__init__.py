"""The scalar normal form ("the tower"): exact elementary functions of real variables.

Success, `(a - b).is_zero()`, proves that a and b are equal wherever both have values and the
recorded conditions hold; anything else proves nothing.
"""

from derivcheck.calculus.tower.conditions import Condition, Relation
from derivcheck.calculus.tower.element import Element
from derivcheck.calculus.tower.kernels import GeneratorId, Kernel, Kind
from derivcheck.calculus.tower.refusals import GaveUp, NeedSign, NoValue, Refusal, Unsupported
from derivcheck.calculus.tower.signs import Signs
from derivcheck.calculus.tower.tower import Tower

__all__ = [
    "Condition",
    "Element",
    "GaveUp",
    "GeneratorId",
    "Kernel",
    "Kind",
    "NeedSign",
    "NoValue",
    "Refusal",
    "Relation",
    "Signs",
    "Tower",
    "Unsupported",
]
