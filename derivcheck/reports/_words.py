"""Words, numbers and colours for terminals."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from derivcheck.verify.record import ClaimRecord, Verdict

_COLOURS = {
    "proved": "32",
    "supported": "33",
    "undecided": "33",
    "refuted": "31",
    "ill-posed": "31",
    "error": "31",
    "warning": "33",
}
#: how a claim that is not as expected is counted: one, several
_FAILURES = {
    "DC501": ("stale erratum", "stale errata"),
    "DC502": ("failed correction", "failed corrections"),
    "DC503": ("unmet erratum", "unmet errata"),
    "DC601": ("formula gone", "formulas gone"),
    "DC602": ("formula changed", "formulas changed"),
    "DC701": ("without the required proof", "without the required proof"),
}


def said(verdict: Verdict | str) -> str:
    """A verdict as people write it: `ill-posed`."""
    return str(verdict).replace("_", "-")


def failure(claim: ClaimRecord) -> tuple[str, str]:
    """What kind of failure a claim is, in the singular and in the plural."""
    code = claim.code or ""
    if code.startswith("DC9"):
        return "internal error", "internal errors"
    return _FAILURES.get(code, (said(claim.verdict), said(claim.verdict)))


def failure_colour(claim: ClaimRecord) -> str:
    """The verdict whose colour the failure has: a proved line may still be a failure."""
    held = claim.verdict in (Verdict.PROVED, Verdict.SUPPORTED)
    return said(Verdict.REFUTED if held and not claim.ok else claim.verdict)


def coloured(word: str, colour: bool, *, like: str | None = None) -> str:
    """A verdict word in its colour, if colour is wanted."""
    sign = _COLOURS.get(like or word)
    return f"\x1b[{sign}m{word}\x1b[0m" if colour and sign else word


def number(count: int) -> str:
    """`12,804`"""
    return f"{count:,}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 claim`, `2 claims`, `2 errata`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Lines of at most `width` columns, no word broken; one longer than that stands alone.

    A line is not broken at a no-break space, which is written as a space.
    """
    lines = textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\xa0", " ") for line in lines] or [first.rstrip()]


def flat(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())


def seconds(time: float) -> str:
    """`3.4 s`, `0.6 ms`."""
    return f"{time:.1f} s" if time >= 0.1 else f"{time * 1000:.1f} ms"


def quoted(claim: ClaimRecord) -> str:
    """The address of a claim, ready to be pasted into a shell."""
    from shlex import quote

    return quote(claim.address)
