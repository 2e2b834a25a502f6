"""One claim that stands in no file: that of `derivcheck check` and of `derivcheck.check`."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.positions import Text
from derivcheck.verify.source import ClaimSource, Derivation

COMMAND_LINE = "<command line>"


def single(text: str, symbols: Sequence[tuple[str, str]], given: Sequence[str]) -> Derivation:
    """A derivation with one claim in which names that nobody declared are real scalars.

    Its lines are the proposition, then one line a symbol and one an assumption, so that a
    problem in any of them has a place.
    """
    types = [f"{name}: {kind}" for name, kind in symbols]
    lines = tuple(line.replace("\n", " ") for line in (text, *types, *given))
    written = [Text(line, COMMAND_LINE, ((0, at, 1),)) for at, line in enumerate(lines, start=1)]
    declared = [
        (line.part(0, len(name)), line.part(len(name) + 2, len(line.value)))
        for line, (name, _) in zip(written[1:], symbols, strict=False)
    ]
    claim = ClaimSource(
        id=Text("claim", COMMAND_LINE),
        file=COMMAND_LINE,
        place=written[0].place(),
        claim=written[0],
        symbols=tuple(declared),
        given=tuple(written[1 + len(symbols) :]),
        assume_scalars=True,
    )
    return Derivation(file=COMMAND_LINE, claims=(claim,), lines=lines)
