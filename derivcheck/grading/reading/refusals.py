"""What a submission may not bring: the names, assumptions and sizes are the assignment's."""

from __future__ import annotations

from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place
from derivcheck.verify.reading.fields import did_you_mean

REFUSED = ("symbols", "given", "define", "sizes")


def unknown_key(name: str, known: tuple[str, ...], what: str, place: Place) -> Problem:
    """A key that is passed over: one of the assignment's, or one that nobody knows."""
    if name in REFUSED:
        message = f"{name}: belongs to the assignment; a submission brings none of its own"
        return Problem("DC102", message, place)
    hint = did_you_mean(name, known) or f"known here: {', '.join(known)}"
    return Problem("DC102", f"unknown key {name or 'without a name'} in {what}", place, hint=hint)
