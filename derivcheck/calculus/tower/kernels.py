"""Kernels: what a generator of the tower stands for."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element

__all__ = ["GeneratorId", "Kernel", "Kind"]

GeneratorId = int


class Kind(Enum):
    """The value of a generator, in terms of the kernel's key, arguments and order."""

    OPAQUE = "opaque"  # a symbol or entry: the key
    PI = "pi"
    NUMBER_LOG = "log of a prime"  # log(order)
    NUMBER_ROOT = "root of a number"  # base^(1/order), the base an argument
    EXP = "exp"  # exp(a)
    LOG = "log"  # log(abs(a))
    ROOT = "root"  # scale * a^(1/order), a >= 0; arguments a, scale
    TAN = "tan"  # tan(a)
    ATAN = "atan"  # atan(a)
    ASIN = "asin"  # asin(a)
    ERF = "erf"  # erf(a)
    GAMMA = "gamma"  # gamma(a)
    SIGN_POWER = "sign power"  # sign(a)^b for an integer b; arguments a, b
    COSINE = "cosine of a rational angle"  # 2*cos(pi/order)


@dataclass(frozen=True, slots=True)
class Kernel:
    """What a generator stands for."""

    kind: Kind
    key: Hashable = None
    arguments: tuple[Element, ...] = ()
    order: int = 1
