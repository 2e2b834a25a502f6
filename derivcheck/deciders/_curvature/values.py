"""What may be known of a curvature, and how it composes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Curvature:
    """What is known of the curvature; both is affine."""

    convex: bool = False
    concave: bool = False
    constant: bool = False

    @property
    def affine(self) -> bool:
        """Both convex and concave."""
        return self.convex and self.concave

    @property
    def known(self) -> bool:
        """Whether anything is known."""
        return self.convex or self.concave

    def __and__(self, other: Curvature) -> Curvature:
        """The curvature of a sum."""
        return Curvature(
            self.convex and other.convex,
            self.concave and other.concave,
            self.constant and other.constant,
        )

    def __neg__(self) -> Curvature:
        return Curvature(self.concave, self.convex, self.constant)


UNKNOWN = Curvature()
CONVEX = Curvature(convex=True)
CONCAVE = Curvature(concave=True)
AFFINE = Curvature(convex=True, concave=True)
CONSTANT = Curvature(convex=True, concave=True, constant=True)


def composed(outer: Curvature, inner: Curvature, slope: int) -> Curvature:
    """h(u) for a convex or concave h that increases (1), decreases (-1) or may do both (0)."""
    up, down = slope > 0, slope < 0
    follows = inner.affine or (up and inner.convex) or (down and inner.concave)
    opposes = inner.affine or (up and inner.concave) or (down and inner.convex)
    return Curvature(outer.convex and follows, outer.concave and opposes)
