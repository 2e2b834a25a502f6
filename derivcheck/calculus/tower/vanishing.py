"""The second look of the zero test, when a numerator is not 0 as it stands.

Success proves that the value is 0 at every admissible point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.calculus.tower.constants import is_zero_constant
from derivcheck.calculus.tower.kernels import Kind
from derivcheck.calculus.tower.multiplicative import logarithms_cancel
from derivcheck.calculus.tower.refusals import Refusal
from derivcheck.calculus.tower.renewal import composed, rebuilt

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["SIGNED", "rebuilt_with_facts", "vanishes"]


def vanishes(tower: Tower, element: Element) -> bool:
    """Whether the element is 0 once its kernels are built with all that is known by now."""
    if element.is_number() is not None:
        return False
    try:
        again = rebuilt_with_facts(tower, element)
    except Refusal:
        return False
    if again.is_null() or is_zero_constant(tower, again):
        return True
    try:
        return logarithms_cancel(tower, again)
    except Refusal:
        return False


def rebuilt_with_facts(tower: Tower, element: Element) -> Element:
    """The element with its kernels built anew if facts were added since they were made."""
    if not _outdated(tower, element, set()):
        return element
    return _rebuild(tower, element, {})


def _outdated(tower: Tower, element: Element, seen: set[int]) -> bool:
    for generator in element.generators() - seen:
        seen.add(generator)
        if tower.made_before_facts(generator):
            return True
        if any(_outdated(tower, a, seen) for a in tower.kernels[generator].arguments):
            return True
    return False


def _rebuild(tower: Tower, element: Element, images: dict[int, Element]) -> Element:
    while True:
        pair, epoch = element.pair, tower.epoch
        for generator in sorted(element.generators()):
            if generator not in images:
                kernel = tower.kernels[generator]
                arguments = tuple(_rebuild(tower, a, images) for a in kernel.arguments)
                if kernel.kind in SIGNED or arguments != kernel.arguments:
                    images[generator] = rebuilt(tower, kernel, arguments)
        if tower.epoch == epoch:
            break
    held = {g: images[g] for g in element.generators() if g in images}
    return composed(tower, pair, held) if held else element


#: kinds whose rules ask for signs
SIGNED = frozenset({Kind.ROOT, Kind.ATAN, Kind.SIGN_POWER})
