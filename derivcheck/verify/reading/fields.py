"""The pieces a claim file is made of: maps with known keys, texts, lists of texts.

Every function takes a node of the tree and gives values, or raises `Malformed` with the one
problem to report.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place, Text
from derivcheck.verify.reading.events import Malformed
from derivcheck.verify.reading.mishaps import comma_cut
from derivcheck.verify.reading.tree import Mapping, Node, Scalar
from derivcheck.verify.source import Entries


def refuse(node: Node | Place, message: str, *, hint: str | None = None) -> Malformed:
    """The exception for a node that is not what was expected (DC101)."""
    place = node if isinstance(node, Place) else node.place
    return Malformed(Problem("DC101", message, place, hint=hint))


def did_you_mean(word: str, known: Collection[str]) -> str | None:
    """`did you mean claim?`"""
    near = get_close_matches(word, sorted(known), 1)
    return f"did you mean {near[0]}?" if near else None


def fields(node: Node, known: Collection[str], what: str) -> dict[str, Node]:
    """The values of a map by key; a key that is repeated or not known is refused."""
    values: dict[str, Node] = {}
    for key, value in mapping(node, what).pairs:
        name = key.text.value
        if name in values:
            raise Malformed(Problem("DC103", f"the key {name} stands here twice", key.place))
        if name not in known:
            hint = did_you_mean(name, known) or f"known here: {', '.join(known)}"
            message = f"unknown key {name or 'without a name'} in {what}"
            raise Malformed(Problem("DC102", message, key.place, hint=hint))
        values[name] = value
    return values


def mapping(node: Node, what: str) -> Mapping:
    """A node that must be a map and that no comma cut."""
    if not isinstance(node, Mapping):
        raise refuse(node, f"{what} must be a map of keys and values")
    if problem := comma_cut(node):
        raise Malformed(problem)
    return node


def text(node: Node, what: str) -> Text:
    """One line of text; the lines of a longer scalar are joined by single spaces."""
    if not isinstance(node, Scalar):
        hint = "Put it in single quotes, so that YAML does not read its brackets"
        raise refuse(node, f"{what} must be a line of text", hint=hint)
    value = joined(lines_of(node.text))
    if not value.value:
        raise refuse(node, f"{what} is empty")
    return value


def prose(node: Node | None, what: str) -> str | None:
    """Words for people, paragraphs kept."""
    if node is None:
        return None
    if not isinstance(node, Scalar):
        raise refuse(node, f"{what} must be text")
    return node.text.value.strip() or None


def texts(node: Node | None, what: str) -> tuple[Text, ...]:
    """A list of lines; a single line counts as a list of one."""
    if node is None:
        return ()
    if isinstance(node, Scalar):
        return (text(node, what),)
    if isinstance(node, Mapping):
        raise refuse(node, f"{what} must be a line or a list of lines")
    if problem := comma_cut(node):
        raise Malformed(problem)
    return tuple(text(item, f"an entry of {what}") for item in node.items)


def entries(node: Node | None, what: str) -> Entries:
    """The lines of `symbols:` or `define:`, each a heading and a body."""
    if node is None or (isinstance(node, Scalar) and not node.text.value):
        return ()
    found: dict[str, tuple[Text, Text]] = {}
    for key, value in mapping(node, what).pairs:
        name = key.text.value
        if name in found:
            raise Malformed(Problem("DC103", f"{name} stands in {what} twice", key.place))
        found[name] = (key.text, text(value, name or what))
    return tuple(found.values())


def lines_of(whole: Text) -> list[Text]:
    """The lines of a text, without the blank ones; indentation is kept."""
    lines, offset = [], 0
    for line in whole.value.split("\n"):
        if line.strip():
            lines.append(whole.part(offset, offset + len(line)))
        offset += len(line) + 1
    return lines


def joined(lines: Sequence[Text]) -> Text:
    """Lines written one under the other as one text, a single space between them."""
    value = ""
    segments: list[tuple[int, int, int]] = []
    for line in lines:
        left = len(line.value) - len(line.value.lstrip())
        kept = line.part(left, len(line.value.rstrip()))
        value += " " if value else ""
        segments += ((len(value) + offset, row, column) for offset, row, column in kept.segments)
        value += kept.value
    file = lines[0].file if lines else "<text>"
    return Text(value, file, tuple(segments) or ((0, 1, 1),))
