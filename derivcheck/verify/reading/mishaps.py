"""What YAML makes of mathematics that was not quoted, said in the words of the author.

YAML gives meanings of its own to signs that start a step (`>`, `|`, `!`, `*`, `&`), to commas
and brackets inside braces, and to ` #`. Each case below recognises one and shows what to
write instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place, Text
from derivcheck.verify.reading.events import BrokenYaml
from derivcheck.verify.reading.tree import Listing, Mapping, Node, Scalar

_READ_AS = {
    ">": "YAML reads this sign as the start of a text block",
    "|": "YAML reads this sign as the start of a text block",
    "!": "YAML reads this sign as the start of a tag",
    "*": "YAML reads this sign as the start of an alias",
    "&": "YAML reads this sign as the start of an anchor",
    "@": "YAML reserves this sign",
    "`": "YAML reserves this sign",
    "%": "YAML reads this sign as the start of a directive",
    "-": "YAML reads this sign as the start of a list",
}
_ITEM = re.compile(r"(?P<before>\s*-\s+)(?P<value>\S.*)")
_ENTRY = re.compile(r"(?P<before>\s*(?:-\s+)?[^\s:#'\"{\[][^:#]*:\s+)(?P<value>\S.*)")
_FLOW_ENTRY = re.compile(r"[{,]\s*(?P<key>[^{},:'\"]+):\s+(?=[^\s'\"])")
#: what LibYAML says of a line without a key, at the start of the next one
_NO_COLON = "could not find expected ':'"
_COMMENT = re.compile(r"[ \t]+#")


def explain(broken: BrokenYaml, lines: Sequence[str], file: str) -> Problem:
    """The problem to report for a file that YAML cannot parse."""
    line, column = broken.mark
    if line >= len(lines):
        line, column = len(lines) - 1, len(lines[-1])
    text = lines[line]
    if problem := _sign(text, line, lines, file) or _cut(text, line, column, file):
        return problem
    if not text.strip():
        for opened in (broken.context, broken.opened):
            if unclosed := _unclosed(opened, lines, file):
                return unclosed
    if broken.message == _NO_COLON and broken.context and broken.context[0] < len(lines):
        line, column = broken.context
        place = Place(file, line + 1, column + 1, line + 1, len(lines[line]) + 1)
        return Problem("DC101", "this line has no key: at its start", place)
    sign = text[column : column + 1]
    found = "a tab" if sign == "\t" else f"`{sign}`" if sign else "the end of the line"
    entry = _ENTRY.fullmatch(text)
    hint = None
    if entry and column >= entry.start("value") and re.search(r"^'|: ", entry["value"]):
        hint = f"Put the value in single quotes:\n  {quoted(entry)}"
    place = Place(file, line + 1, column + 1, line + 1, column + 2)
    return Problem("DC101", f"not YAML: {broken.message}", place, found=found, hint=hint)


def _unclosed(opened: tuple[int, int] | None, lines: Sequence[str], file: str) -> Problem | None:
    """A quote or bracket that runs to the end of the file."""
    line, column = opened or (len(lines), 0)
    sign = lines[line][column : column + 1] if line < len(lines) else ""
    if not sign or sign not in "'\"{[":
        return None
    place = Place(file, line + 1, column + 1, line + 1, column + 2)
    return Problem("DC101", f"this {sign} is never closed", place)


def quoted(match: re.Match[str]) -> str:
    """The line with its value in single quotes, every quote inside doubled."""
    value = match["value"].strip().replace("'", "''")
    return f"{match['before'].strip()} '{value}'"


def _sign(text: str, line: int, lines: Sequence[str], file: str) -> Problem | None:
    """A step or a value that starts with a sign of YAML's own."""
    match = _ITEM.fullmatch(text)
    steps = _steps_above(lines, line) if match else None
    if not match or match["value"][0] not in _READ_AS:
        match, steps = _ENTRY.fullmatch(text), None
    if not match or match["value"][0] not in _READ_AS:
        return None
    sign, column = match["value"][0], match.start("value") + 1
    if steps:
        what = "step"
        block = "\n".join(f"    {step}" for step in steps)
        hint = f"Write the steps as a block; it needs no quotes:\n  steps: |\n{block}"
    else:
        what = "value"
        hint = f"Put it in single quotes:\n  {quoted(match)}"
    return Problem(
        "DC101",
        f"a {what} cannot start with {sign} here",
        Place(file, line + 1, column, line + 1, column + 1),
        found=_READ_AS[sign],
        hint=hint,
    )


def _steps_above(lines: Sequence[str], line: int) -> list[str] | None:
    """The steps up to this one, where the line is an item below `steps:`."""
    steps: list[str] = []
    for text in reversed(lines[: line + 1]):
        if item := _ITEM.fullmatch(text):
            steps.insert(0, item["value"])
        else:
            return steps if text.strip().removeprefix("- ").strip() == "steps:" else None
    return None


def _cut(text: str, line: int, column: int, file: str) -> Problem | None:
    """A bracket inside braces, where YAML starts or ends a list or a map of its own."""
    if text[column : column + 1] not in tuple("[]{}"):
        return None
    opened = [match for match in _FLOW_ENTRY.finditer(text) if match.end() <= column]
    if not opened:
        return None
    start = opened[-1].end()
    whole = balanced(text[start:])
    read = re.split(r"[,\[\]{}]", whole)[0].strip()
    value = Text(whole, file, ((0, line + 1, start + 1),))
    return _cut_value("bracket", value, read, opened[-1]["key"].strip(), whole)


def balanced(text: str) -> str:
    """The start of a text up to a comma or closing bracket that nothing in it opened.

    An interval may close with the other bracket: `[0, 1)`.
    """
    depth = 0
    for at, character in enumerate(text):
        if character in "([{":
            depth += 1
        elif character in ")]}":
            if depth == 0:
                return text[:at].strip()
            depth -= 1
        elif character == "," and depth == 0:
            return text[:at].strip()
    return text.strip()


def comma_cut(node: Mapping | Listing) -> Problem | None:
    """The first value of a flow collection that a comma cut in two: `{x: scalar in (0, 1)}`."""
    if not node.flow:
        return None
    keys: tuple[Node | None, ...]
    if isinstance(node, Mapping):
        keys, values = zip(*node.pairs, strict=True) if node.pairs else ((), ())
        tails = keys
    else:
        keys, values = (None,) * len(node.items), node.items
        tails = values
    for at, (key, value) in enumerate(zip(keys, values, strict=True)):
        if not isinstance(value, Scalar) or value.style or _open(value.text.value) <= 0:
            continue
        whole = value.text.value
        for tail in tails[at + 1 :]:
            if isinstance(tail, Scalar) and _open(whole) > 0:
                whole = f"{whole}, {tail.text.value}"
        name = key.text.value if isinstance(key, Scalar) else None
        return _cut_value("comma", value.text, value.text.value, name, whole)
    return None


def _cut_value(what: str, value: Text, read: str, key: str | None, whole: str) -> Problem:
    where = "braces" if key else "brackets"
    fixed = "'" + whole.replace("'", "''") + "'"
    hint = (
        f"Inside {where} YAML splits at commas and brackets. Put it in single quotes:\n"
        f"  {key + ': ' if key else ''}{fixed}"
    )
    message = f"a {what} cut this value in two"
    return Problem("DC107", message, value.place(), found=f"read as `{read}`", hint=hint)


def _open(text: str) -> int:
    """How many brackets stay open."""
    return sum((c in "([{") - (c in ")]}") for c in text)


def comment_cut(node: Scalar, lines: Sequence[str], claim: str | None) -> Problem | None:
    """A warning if ` #` ended a plain value: what follows was not read."""
    if node.style or not node.text.value:
        return None
    line, column = node.place.end_line, node.place.end_column
    rest = lines[line - 1][column - 1 :]
    mark = _COMMENT.match(rest)
    if not mark:
        return None
    at = column + mark.end() - 1
    lost = rest[mark.end() - 1 :].rstrip()
    whole = f"{node.text.value}{rest.rstrip()}".replace("'", "''")
    return Problem(
        "DC801",
        "a comment cut this line",
        Place(node.place.file, line, at, line, at + len(lost)),
        severity="warning",
        found="from here on YAML reads a comment",
        hint=f"If it belongs to the line, put the line in single quotes:\n  '{whole}'",
        claim=claim,
    )
