"""What is read of a claim file, map by map: a YAML file is one map, a document has several.

What a map declares holds for its claims and for those of the maps after it. Whoever adds a
map counts the claims that a refused one keeps from being read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place, Text
from derivcheck.verify.kinds import KINDS
from derivcheck.verify.reading.claims import read_claim
from derivcheck.verify.reading.events import Malformed
from derivcheck.verify.reading.fields import did_you_mean, entries, mapping, prose, refuse
from derivcheck.verify.reading.mishaps import comment_cut
from derivcheck.verify.reading.sources import read_source
from derivcheck.verify.reading.tree import Listing, Mapping, Node, Scalar
from derivcheck.verify.source import ClaimSource, Derivation, Entries, Source

_KNOWN = ("title", "source", "note", "symbols", "define", "notation", "spelling", "claims")
#: what is said once about a whole document
_ONCE = ("title", "source")
_NAME = re.compile(r"[^\W\d]\w*")
#: keys whose text is read as an expression, so that a cut tail matters
_EXPRESSIONS = {"claim", "steps", "symbols", "define", "given", "correct", "unknown"}


@dataclass(slots=True)
class Collected:
    """What was read so far; `declared` is where each name of the maps above stands."""

    file: str
    lines: tuple[str, ...]
    title: str | None = None
    source: Source = field(default_factory=Source)
    symbols: list[tuple[Text, Text]] = field(default_factory=list)
    define: list[tuple[Text, Text]] = field(default_factory=list)
    claims: dict[str, ClaimSource] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: int = 0
    declared: dict[str, Text] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)

    def add(self, root: Node, *, needs_claims: bool) -> None:
        """Read a map; raises `Malformed` where none of its claims can be read."""
        if not isinstance(root, Mapping):
            raise refuse(root, "a claim file must be a map with the key claims")
        top = self._top(root)
        items = top.get("claims")
        if items is None and (needs_claims or top.keys() & KINDS.keys()):
            other = next((key for key in ("questions", "answers") if key in top), None)
            what = "this is a file of {0}, not of claims" if other else "no key claims in the file"
            place = _first_sign(root) if not needs_claims else Place(self.file, 1, 1, 1, 1)
            raise refuse(place, what.format(other))
        if items is not None and not isinstance(items, Listing):
            raise refuse(items, "claims must be a list, each entry starting with - id:")
        self._declare(top)
        for item in items.items if items is not None else ():
            self._claim(item)
        self.problems += _comments(root, self.lines, None)

    def derivation(self, sha256: str) -> Derivation:
        """Everything that was read, as one frozen value."""
        return Derivation(
            file=self.file,
            sha256=sha256,
            title=self.title,
            source=self.source,
            symbols=tuple(self.symbols),
            define=tuple(self.define),
            claims=tuple(self.claims.values()),
            problems=tuple(self.problems),
            lines=self.lines,
            unread=self.unread,
        )

    def _top(self, root: Mapping) -> dict[str, Node]:
        """The values of a map by key; a key that is not known is a problem, no obstacle."""
        mapping(root, "the file")
        values: dict[str, Node] = {}
        for key, value in root.pairs:
            name = key.text.value
            if name in values:
                raise Malformed(Problem("DC103", f"the key {name} stands here twice", key.place))
            if name in self.said:
                message = f"{name} is said once, and an earlier block says it"
                self.problems.append(Problem("DC103", message, key.place))
                continue
            if name not in _KNOWN and name not in KINDS:
                hint = did_you_mean(name, _KNOWN) or f"known here: {', '.join(_KNOWN)}"
                message = f"unknown key {name} in the file"
                self.problems.append(Problem("DC102", message, key.place, hint=hint))
            values[name] = value
        self.said |= values.keys() & set(_ONCE)
        return values

    def _declare(self, top: dict[str, Node]) -> None:
        symbols = entries(top.get("symbols"), "symbols")
        define = entries(top.get("define"), "define")
        self._refuse_again(symbols, define)
        if "source" in top:
            self.source = read_source(top["source"], of_claim=False)
        if "title" in top:
            self.title = prose(top["title"], "title")
        self.symbols += symbols
        self.define += define

    def _refuse_again(self, symbols: Entries, define: Entries) -> None:
        """A name of an earlier map is not declared again: its claims were about another thing."""
        fresh: dict[str, Text] = {}
        for heading, _ in (*symbols, *define):
            match = _NAME.match(heading.value)
            name = match.group() if match else heading.value
            before = self.declared.get(name)
            if before is not None:
                line = before.place().line
                hint = "Names carry on down the document; a claim may have symbols: of its own"
                message = f"{name} is declared above, in line {line}"
                raise Malformed(Problem("DC103", message, heading.place(), hint=hint))
            fresh.setdefault(name, heading)
        self.declared |= fresh

    def _claim(self, item: Node) -> None:
        try:
            claim = read_claim(item, self.file, self.claims)
        except Malformed as error:
            self.problems.append(replace(error.problem, claim=_id(item)))
            self.unread += 1
        else:
            below = (len(self.symbols), len(self.define))
            self.claims[claim.id.value] = replace(claim, declared=below)


def _first_sign(node: Node) -> Place:
    at = node.place
    return Place(at.file, at.line, at.column, at.line, at.column + 1)


def _id(item: Node) -> str | None:
    """The id of a claim that could not be read, if it has one."""
    for key, value in item.pairs if isinstance(item, Mapping) else ():
        if key.text.value == "id" and isinstance(value, Scalar):
            return value.text.value.strip() or None
    return None


def _comments(node: Node, lines: tuple[str, ...], claim: str | None) -> Iterator[Problem]:
    """Warnings for expressions that lost their tail to a comment."""
    if isinstance(node, Listing):
        for item in node.items:
            yield from _comments(item, lines, _id(item) or claim)
    elif isinstance(node, Mapping):
        for key, value in node.pairs:
            if key.text.value in _EXPRESSIONS and not isinstance(value, Mapping):
                leaves = value.items if isinstance(value, Listing) else (value,)
            elif key.text.value in ("symbols", "define") and isinstance(value, Mapping):
                leaves = tuple(body for _, body in value.pairs)
            else:
                yield from _comments(value, lines, claim)
                continue
            for leaf in leaves:
                if isinstance(leaf, Scalar) and (found := comment_cut(leaf, lines, claim)):
                    yield found
