"""Errata written into a claim file: text is added, every other character stays as it is.

An erratum stands right below the proposition of its claim, indented as the keys beside it; in
a claim in braces it stands before the closing one. In a notebook that works where every line of
a cell is a string of its own, as Jupyter writes them; whoever asks reads the result again.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from derivcheck.verify.kinds import is_notebook, is_notes
from derivcheck.verify.reading import tree
from derivcheck.verify.reading.events import BrokenYaml, Malformed, decode
from derivcheck.verify.reading.notes import claim_fences, document_of
from derivcheck.verify.reading.placing import parse_inside
from derivcheck.verify.reading.tree import Listing, Node, Scalar, parse

#: the lines of a file with their ends, as YAML counts them
_LINES = re.compile("[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029]|$)")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What an erratum says: `correct` is one line, or the lines of a chain."""

    why: str
    step: int | None = None
    correct: tuple[str, ...] = ()


def with_errata(data: bytes, file: str, mistakes: Mapping[str, Mistake]) -> bytes:
    """The file with an erratum for each of these claims; other claims and ids are left alone.

    Raises `Malformed` or `BrokenYaml` for a file that cannot be read.
    """
    roots = _roots(data, file)
    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    lines = _LINES.findall(data.removeprefix(mark).decode("utf-8"))
    for claim in reversed([claim for root in roots for claim in _claims(root)]):
        mistake = mistakes.get(_id(claim))
        if mistake is not None:
            _add(claim, mistake, lines, in_json=is_notebook(file))
    return mark + "".join(lines).encode("utf-8")


def _roots(data: bytes, file: str) -> list[Node | None]:
    """The maps with claims: the file, or the blocks of a Markdown file or a notebook."""
    if not is_notes(file):
        return [parse(decode(data, file), file)]
    return [parse_inside(fence.text) for fence in claim_fences(document_of(data, file))]


def _claims(root: Node | None) -> list[tree.Mapping]:
    pairs = root.pairs if isinstance(root, tree.Mapping) else ()
    lists = [node for key, node in pairs if key.text.value == "claims"]
    items = lists[0].items if lists and isinstance(lists[0], Listing) else ()
    return [item for item in items if isinstance(item, tree.Mapping)]


def _id(claim: tree.Mapping) -> str:
    node = _value(claim, "id")
    return node.text.value.strip() if isinstance(node, Scalar) else ""


def _value(claim: tree.Mapping, name: str) -> Node | None:
    return next((node for key, node in claim.pairs if key.text.value == name), None)


def _add(claim: tree.Mapping, mistake: Mistake, lines: list[str], *, in_json: bool) -> None:
    """Change the lines of the file; the claims below this one were dealt with before."""
    told = _escaped if in_json else str
    if claim.flow:
        line, column = claim.place.end_line - 1, claim.place.end_column - 2
        before = lines[line][:column].rstrip()
        comma = "" if before.endswith((",", "{")) else ","
        rest = lines[line][len(before) :]
        lines[line] = f"{before}{comma} erratum: {told(_in_braces(mistake))}{rest}"
        return
    written = _value(claim, "claim") or _value(claim, "steps")
    assert written is not None
    last = _last_line(written) - 1
    key = claim.pairs[0][0].place
    margin = lines[key.line - 1][: key.column - 1]
    start, stop = "", ""
    if in_json:  # every line of a cell is a string of its own
        quote = re.match(r'\s*"', margin)
        start, stop = quote.group() if quote else "", '\\n",'
        margin = margin[len(start) :]
    # The signs of a quotation in Markdown stand before every line.
    indent = re.sub(r"[^>\s]", " ", margin)
    end = re.search("[\r\n\x85\u2028\u2029]*$", lines[last])
    newline = (end.group() if end else "") or "\n"
    if not lines[last].endswith(newline):
        lines[last] += newline
    added = (f"{start}{indent}{told(each)}{stop}{newline}" for each in _block(mistake))
    lines[last] += "".join(added)


def _escaped(text: str) -> str:
    """A text as it stands inside a string of JSON."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _last_line(node: Node) -> int:
    """The line of the last character of a value, counted from 1."""
    if isinstance(node, Scalar):
        if node.style in ("|", ">"):
            return node.text.position(max(len(node.text.value.rstrip()) - 1, 0))[0]
        return node.place.end_line
    if not node.flow and isinstance(node, Listing):
        return _last_line(node.items[-1])
    return node.place.end_line


def _block(mistake: Mistake) -> Iterator[str]:
    """The lines of an erratum."""
    yield "erratum:"
    yield f"  why: {_plain(mistake.why)}"
    if mistake.step is not None:
        yield f"  step: {mistake.step}"
    if len(mistake.correct) == 1:
        yield f"  correct: {_plain(mistake.correct[0])}"
    elif mistake.correct:
        yield "  correct: |"
        yield from (f"    {line}" for line in mistake.correct)


def _in_braces(mistake: Mistake) -> str:
    """An erratum in one line."""
    parts = [f"why: {_quoted(mistake.why)}"]
    if mistake.step is not None:
        parts.append(f"step: {mistake.step}")
    if mistake.correct:
        lines = ", ".join(_quoted(line) for line in mistake.correct)
        parts.append(f"correct: {f'[{lines}]' if len(mistake.correct) > 1 else lines}")
    return f"{{{', '.join(parts)}}}"


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _plain(text: str) -> str:
    """A text without quotes, where YAML reads it so."""
    try:
        read = parse(f"key: {text}\n", "")
    except (Malformed, BrokenYaml):
        return _quoted(text)
    value = _value(read, "key") if isinstance(read, tree.Mapping) else None
    plain = isinstance(value, Scalar) and not value.style and value.text.value == text
    return text if plain else _quoted(text)
