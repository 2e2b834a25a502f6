"""The lines of a chain: one step a line, a deeper-indented line continues the one above."""

from __future__ import annotations

import re

from derivcheck.language.positions import Text
from derivcheck.verify.reading.fields import joined, lines_of, refuse, text, texts
from derivcheck.verify.reading.tree import Listing, Node, Scalar

_RELATION = re.compile(r"<=>|=>|<=|>=|!=|[=<>≤≥≠⇔⇒]")


def read_steps(node: Node) -> tuple[Text, ...]:
    """The steps of a literal block or of a list of lines; at least two."""
    if isinstance(node, Listing):
        found = texts(node, "steps")
    elif isinstance(node, Scalar) and node.style == "|":
        found = block_steps(node.text)
    else:
        hint = "Write the steps as a block:\n  steps: |\n    a\n    = b"
        raise refuse(node, "steps must be a block with one step a line, or a list", hint=hint)
    if len(found) < 2:
        raise refuse(node, "a chain needs two lines or more")
    return found


def block_steps(block: Text) -> tuple[Text, ...]:
    """The steps of a literal block."""
    groups: list[list[Text]] = []
    outer = 0
    for line in lines_of(block):
        indent = len(line.value) - len(line.value.lstrip())
        if groups and indent > outer:
            groups[-1].append(line)
        else:
            groups.append([line])
            outer = indent
    return tuple(joined(group) for group in groups)


def line_or_chain(node: Node) -> tuple[Text | None, tuple[Text, ...] | None]:
    """A correction without keys: one line, or the steps of a chain."""
    if isinstance(node, Listing):
        return None, read_steps(node)
    if isinstance(node, Scalar) and node.style == "|":
        lines = block_steps(node.text)
        if len(lines) > 1 and all(_RELATION.match(line.value) for line in lines[1:]):
            return None, lines
    return text(node, "correct"), None
