"""The second look of the zero test, when a numerator is not 0 as it stands.

Success proves that the value is 0 at every admissible point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.calculus.tower.kernels import Kind
from derivcheck.calculus.tower.refusals import Refusal
from derivcheck.calculus.tower.renewal import composed, rebuilt

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["rebuilt_with_facts", "vanishes"]


def vanishes(tower: Tower, element: Element) -> bool:
    """Whether the element is 0 once its kernels are built with all that is known by now."""
    if element.is_number() is not None:
        return False
    try:
        again = rebuilt_with_facts(tower, element)
    except Refusal:
        return False
    return again.pair[0].is_zero()


def rebuilt_with_facts(tower: Tower, element: Element) -> Element:
    """The element with roots, logarithms and inverse functions built anew."""
    images: dict[int, Element] = {}
    return _rebuild(tower, element, images)


def _rebuild(tower: Tower, element: Element, images: dict[int, Element]) -> Element:
    while True:
        pair, epoch = element.pair, tower.epoch
        for generator in sorted(element.generators()):
            kernel = tower.kernels[generator]
            if generator not in images and kernel.arguments and kernel.kind in _DEPENDENT:
                arguments = tuple(_rebuild(tower, a, images) for a in kernel.arguments)
                images[generator] = rebuilt(tower, kernel, arguments)
        if tower.epoch == epoch:
            break
    held = {g: images[g] for g in element.generators() if g in images}
    return composed(tower, pair, held) if held else element


_DEPENDENT = frozenset(
    {Kind.EXP, Kind.LOG, Kind.ROOT, Kind.TAN, Kind.ATAN, Kind.ASIN, Kind.ERF, Kind.SIGN_POWER}
)
