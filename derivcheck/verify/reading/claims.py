"""One entry of `claims:` read into a `ClaimSource`, with its erratum and its correction."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place, Text
from derivcheck.verify.reading import tree
from derivcheck.verify.reading.events import Malformed
from derivcheck.verify.reading.fields import entries, fields, mapping, prose, refuse, text, texts
from derivcheck.verify.reading.sources import read_source
from derivcheck.verify.reading.steps import line_or_chain, read_steps
from derivcheck.verify.reading.tree import Node
from derivcheck.verify.source import ClaimSource, Correction, Erratum

_CLAIM = (
    *("id", "claim", "steps", "symbols", "define", "given", "unknown", "sizes", "layout"),
    *("source", "marks", "note", "notation", "spelling", "latex", "formula", "erratum"),
)
_ERRATUM = ("why", "verdict", "step", "correct")
_CORRECT = ("claim", "steps", "symbols", "define", "given", "layout")
_SIZE = re.compile(r"[1-9][0-9]{0,2}")
_LINE_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


def read_claim(node: Node, file: str, before: Collection[str]) -> ClaimSource:
    """A claim; `before` are the ids already taken in the file."""
    values = fields(node, _CLAIM, "a claim")
    ident = read_id(node, values, before)
    written, chain = _proposition(node, values, "the claim")
    latex, erratum = values.get("latex"), values.get("erratum")
    return ClaimSource(
        id=ident,
        file=file,
        place=_span(written, chain),
        claim=written,
        steps=chain,
        symbols=entries(values.get("symbols"), "symbols"),
        define=entries(values.get("define"), "define"),
        given=texts(values.get("given"), "given"),
        unknown=tuple(name.value for name in texts(values.get("unknown"), "unknown")),
        sizes=read_sizes(values.get("sizes")),
        layout=read_layout(values.get("layout")),
        source=read_source(values.get("source"), of_claim=True),
        note=prose(values.get("note"), "note"),
        marks=prose(values.get("marks"), "marks"),
        notation=_notation(values.get("notation")),
        spelling=prose(values.get("spelling"), "spelling"),
        latex=text(latex, "latex") if latex else None,
        formula=prose(values.get("formula"), "formula"),
        erratum=_erratum(node, erratum, chain) if erratum else None,
    )


def read_id(
    node: Node, values: Mapping[str, Node], before: Collection[str], what: str = "this claim"
) -> Text:
    """The id, which no other of the file has."""
    if "id" not in values:
        first = replace(node.place, end_line=node.place.line, end_column=node.place.column + 1)
        raise refuse(first, f"{what} has no id", hint="Start it with - id: NAME")
    ident = text(values["id"], "id")
    if "::" in ident.value or " " in ident.value or not ident.value.isprintable():
        raise refuse(values["id"], "an id is one word without ::")
    if ident.value in before:
        message = f"the id {ident.value} is already taken in this file"
        raise Malformed(Problem("DC103", message, ident.place()))
    return ident


def _proposition(
    node: Node, values: Mapping[str, Node], what: str
) -> tuple[Text | None, tuple[Text, ...] | None]:
    """The line or the chain: exactly one of them."""
    if "claim" in values and "steps" in values:
        raise refuse(_key(node, "steps"), f"{what} has both claim: and steps:; one is meant")
    if "steps" in values:
        return None, read_steps(values["steps"])
    if "claim" in values:
        return text(values["claim"], "claim"), None
    place = replace(node.place, end_line=node.place.line, end_column=node.place.column + 1)
    raise refuse(place, f"{what} says nothing", hint="Add claim: or steps:")


def _key(node: Node, name: str) -> Place:
    """The place of a key in a map."""
    pairs = node.pairs if isinstance(node, tree.Mapping) else ()
    return next((key.place for key, _ in pairs if key.text.value == name), node.place)


def _span(written: Text | None, chain: tuple[Text, ...] | None) -> Place:
    """From the first character of the proposition to its last."""
    lines = chain or ((written,) if written else ())
    first, last = lines[0].place(), lines[-1].place()
    return replace(first, end_line=last.end_line, end_column=last.end_column)


def read_sizes(node: Node | None) -> dict[str, tuple[int, ...]]:
    """`{n: [2, 5], d: 3}`"""
    if node is None:
        return {}
    sizes: dict[str, tuple[int, ...]] = {}
    for key, value in mapping(node, "sizes").pairs:
        numbers = texts(value, f"the size {key.text.value}")
        if not numbers or not all(_SIZE.fullmatch(number.value) for number in numbers):
            raise refuse(value, f"the size {key.text.value} must be whole numbers from 1 to 999")
        if key.text.value in sizes:
            message = f"the size {key.text.value} stands here twice"
            raise Malformed(Problem("DC103", message, key.place))
        sizes[key.text.value] = tuple(int(number.value) for number in numbers)
    return sizes


def read_layout(node: Node | None) -> Text | None:
    """`numerator` or `denominator`."""
    return _choice(node, "layout", ("numerator", "denominator")) if node else None


def _notation(node: Node | None) -> str:
    """LaTeX is reserved: a claim in it is refused rather than misread."""
    chosen = _choice(node, "notation", ("plain", "latex")).value if node else "plain"
    if node and chosen == "latex":
        raise Malformed(Problem("DC604", "LaTeX is not read yet", node.place))
    return chosen


def _choice(node: Node, what: str, known: Collection[str]) -> Text:
    chosen = text(node, what)
    if chosen.value not in known:
        raise refuse(node, f"{what} must be {' or '.join(known)}")
    return chosen


def _erratum(claim: Node, node: Node, chain: tuple[Text, ...] | None) -> Erratum:
    place = _key(claim, "erratum")
    values = fields(node, _ERRATUM, "the erratum")
    why = prose(values.get("why"), "why")
    if not why:
        raise refuse(place, "the erratum does not say why", hint="Add why: and the mistake")
    verdict, step, correct = (values.get(key) for key in ("verdict", "step", "correct"))
    return Erratum(
        place=place,
        why=why,
        verdict=_choice(verdict, "verdict", ("refuted", "ill_posed")).value if verdict else None,
        step=_step(step, chain) if step else None,
        correct=_correction(correct) if correct else None,
    )


def _step(node: Node, chain: tuple[Text, ...] | None) -> int:
    if chain is None:
        raise refuse(node, "step names a line of a chain, and this claim has no steps")
    number = text(node, "step")
    if not _LINE_NUMBER.fullmatch(number.value) or not 2 <= int(number.value) <= len(chain):
        raise refuse(node, f"step must be a line from 2 to {len(chain)}; line 1 is the start")
    return int(number.value)


def _correction(node: Node) -> Correction:
    """A line, a chain, or a map that also brings surroundings of its own."""
    if not isinstance(node, tree.Mapping):
        written, chain = line_or_chain(node)
        return Correction(_span(written, chain), written, chain)
    values = fields(node, _CORRECT, "the correction")
    written, chain = _proposition(node, values, "the correction")
    return Correction(
        place=_span(written, chain),
        claim=written,
        steps=chain,
        symbols=entries(values.get("symbols"), "symbols"),
        define=entries(values.get("define"), "define"),
        given=texts(values.get("given"), "given"),
        layout=read_layout(values.get("layout")),
    )
