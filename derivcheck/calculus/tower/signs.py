"""What is known about signs on the region a claim speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element

__all__ = ["Signs"]


class Signs:
    """The caller's oracle; this one knows nothing. Every answer must hold on the whole region.

    The tower asks it about irreducible polynomials only, after its own facts
    (`Tower.assume`) and rules have said nothing.
    """

    def sign(self, element: Element) -> int | None:
        """1, -1 or 0 where the element is positive, negative, zero at every admissible point."""
        del element
        return None

    def nonnegative(self, element: Element) -> bool:
        """True if the element is at least 0 at every admissible point."""
        del element
        return False

    def integer(self, element: Element) -> bool:
        """True if the element is an integer at every admissible point."""
        del element
        return False
