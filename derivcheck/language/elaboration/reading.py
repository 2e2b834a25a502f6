"""From the texts of `symbols:` and `define:` to tables.

A later entry replaces an earlier one of the same heading; a claim's own names also hide the
file's, symbols and definitions alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from derivcheck.language import syntax
from derivcheck.language.elaboration.complaints import beyond, misuse
from derivcheck.language.elaboration.tables import Definition, Parsed, Symbol
from derivcheck.language.elaboration.tables import Sequence as SequenceTable
from derivcheck.language.parsing import parse_expression, parse_heading, parse_type
from derivcheck.language.positions import Text

Line = tuple[Text, Text]


@dataclass(slots=True)
class Declarations:
    """Symbols, definitions and sequences by name."""

    symbols: dict[str, Symbol] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    sequences: dict[str, SequenceTable] = field(default_factory=dict)

    def hiding(self, own: Declarations) -> Declarations:
        """These below a claim's own, whose names hide them."""
        joined = Declarations(dict(self.symbols), dict(self.definitions), dict(self.sequences))
        for name in own.definitions.keys() | own.symbols.keys():
            joined.symbols.pop(name, None)
            joined.definitions.pop(name, None)
            joined.sequences.pop(name, None)
        for name in own.sequences:
            joined.definitions.pop(name, None)
        joined.symbols |= own.symbols
        joined.definitions |= own.definitions
        for name, sequence in own.sequences.items():
            below = joined.sequences.get(name)
            joined.sequences[name] = _over(below, sequence) if below else sequence
        return joined


def _over(below: SequenceTable, own: SequenceTable) -> SequenceTable:
    """A sequence whose starts or step a claim replaces."""
    return SequenceTable(own.name, {**below.starts, **own.starts}, own.step or below.step)


def declared(symbols: Sequence[Line], define: Sequence[Line]) -> Declarations:
    """The tables of one level."""
    found = Declarations()
    for heading_text, type_text in symbols:
        with Parsed.of(heading_text, parse_heading).reading() as heading:
            if heading.parameters:
                raise misuse(
                    f"a function is declared as {heading.name}: function(scalar) -> scalar",
                    heading.span,
                )
            parsed = Parsed.of(type_text, parse_type)
            found.symbols[heading.name] = Symbol(heading.name, heading, heading_text, parsed)
    _define(found, define)
    return found


def _define(found: Declarations, define: Sequence[Line]) -> None:
    starts: dict[str, dict[int, Parsed[syntax.Expression]]] = {}
    for heading_text, body_text in define:
        with Parsed.of(heading_text, parse_heading).reading() as heading:
            body = Parsed.of(body_text, parse_expression)
            number = _start(heading)
            if number is not None:
                starts.setdefault(heading.name, {})[number] = body
                plain = found.definitions.get(heading.name)
                if plain is not None and not plain.indices:
                    del found.definitions[heading.name]
                continue
            indices = tuple(_index(index, heading) for index in heading.indices)
            if not indices:
                starts.pop(heading.name, None)
            definition = Definition(heading.name, heading_text, body, heading.parameters, indices)
            found.definitions[heading.name] = definition
    for name, begin in starts.items():
        step = found.definitions.pop(name, None)
        if step is not None and len(step.indices) != 1:
            with step.body.reading() as tree:
                raise beyond(f"a sequence has one index, {name}[t]", tree.span)
        found.sequences[name] = SequenceTable(name, begin, step)


def _start(heading: syntax.Heading) -> int | None:
    """The index of a start `v[0]`; None for other headings."""
    if len(heading.indices) != 1:
        return None
    index, sign = heading.indices[0], 1
    if isinstance(index, syntax.Negative):
        index, sign = index.operand, -1
    if isinstance(index, syntax.Number) and index.value.denominator == 1:
        return sign * int(index.value)
    return None


def _index(node: syntax.Expression, heading: syntax.Heading) -> tuple[str, int]:
    """The name in a subscript of a heading and what is added to it."""
    match node:
        case syntax.Name(name=name):
            return name, 0
        case syntax.Binary("+" | "-" as sign, syntax.Name(name), syntax.Number(value)) if (
            value.denominator == 1
        ):
            return name, int(value) if sign == "+" else -int(value)
    raise misuse(f"{heading.name} is defined at a number or at a name, as [0] or [t]", node.span)


# Sizes ------------------------------------------------------------------------------------


def sizes(symbols: Mapping[str, Symbol]) -> tuple[frozenset[str], frozenset[str]]:
    """The sizes and families of sizes that types declare by using them."""
    single: set[str] = set()
    families: set[str] = set()
    for symbol in symbols.values():
        if symbol.type.tree is None:
            continue
        if symbol.kind == "size":
            (families if symbol.is_family else single).add(symbol.name)
        bound = {index.name for index in symbol.heading.indices if isinstance(index, syntax.Name)}
        for node in _mentioned(symbol.type.tree):
            _collect(node, bound, single, families)
    taken = {name for name, symbol in symbols.items() if symbol.kind != "size"}
    return frozenset(single - taken), frozenset(families - taken)


def _mentioned(tree: syntax.TypeSyntax) -> Iterable[syntax.Expression]:
    """The expressions of a type that are sizes or ends of ranges."""
    yield from tree.sizes
    for bounds in tree.ranges:
        yield from (bounds.start, bounds.stop)
    for part in tree.union:
        if isinstance(part, syntax.Range):
            yield from (part.start, part.stop)
    for argument in tree.arguments:
        yield from _mentioned(argument)
    if tree.result is not None:
        yield from _mentioned(tree.result)


def _collect(
    node: syntax.Expression, bound: set[str], single: set[str], families: set[str]
) -> None:
    match node:
        case syntax.Subscript(base=syntax.Name(name=name), indices=indices):
            families.add(name)
            for index in indices:
                _collect(index, bound, single, families)
        case syntax.Binary(left=left, right=right):
            _collect(left, bound, single, families)
            _collect(right, bound, single, families)
        case syntax.Name(name=name) if name not in bound:
            single.add(name)
        case _:
            pass
