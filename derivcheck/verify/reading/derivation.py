"""A claim file read into frozen values, with every problem placed.

A problem of the file as a whole (YAML, encoding, a broken declaration that all claims share)
keeps its claims from being read; a problem inside one claim costs that claim only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place
from derivcheck.verify.reading.claims import read_claim, read_source
from derivcheck.verify.reading.events import BrokenYaml, Malformed, decode, split_lines
from derivcheck.verify.reading.fields import did_you_mean, entries, mapping, prose, refuse
from derivcheck.verify.reading.mishaps import comment_cut, explain
from derivcheck.verify.reading.tree import Listing, Mapping, Node, Scalar, parse
from derivcheck.verify.source import ClaimSource, Derivation

#: the kind of a file is its top key
KINDS = {"claims": "derivation", "questions": "assignment", "answers": "submission"}
_KNOWN = ("title", "source", "note", "symbols", "define", "notation", "spelling", "claims")
_IDS = re.compile(r"^\s*(?:-\s+(?:\{\s*)?)?id\s*:", re.MULTILINE)
_TOP = re.compile(rb"^(?:\xef\xbb\xbf)?(claims|questions|answers)\s*:", re.MULTILINE)
#: keys whose text is read as an expression, so that a cut tail matters
_EXPRESSIONS = {"claim", "steps", "symbols", "define", "given", "correct", "unknown"}


def kind_of(data: bytes) -> str | None:
    """`derivation`, `assignment`, `submission`, or None for any other file, broken ones too."""
    match = _TOP.search(data)
    return KINDS[match.group(1).decode()] if match else None


def read(data: bytes, file: str) -> Derivation:
    """The derivation in a file; what could not be read stands in its `problems`."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        source = decode(data, file)
    except Malformed as error:
        return Derivation(file=file, sha256=sha256, problems=(error.problem,))
    lines = split_lines(source)
    base = Derivation(file=file, sha256=sha256, lines=lines)
    try:
        root = parse(source, file)
        if root is None:
            raise refuse(Place(file, 1, 1, 1, 1), "the file is empty")
        return _derivation(root, base)
    except BrokenYaml as error:
        problem = explain(error, lines, file)
    except Malformed as error:
        problem = error.problem
    return replace(base, problems=(problem,), unread=len(_IDS.findall(source)))


def _derivation(root: Node, base: Derivation) -> Derivation:
    """The derivation of a tree; raises `Malformed` where no claim can be read."""
    if not isinstance(root, Mapping):
        raise refuse(root, "a claim file must be a map with the key claims")
    top, problems = _top(root)
    if "claims" not in top:
        other = next((key for key in ("questions", "answers") if key in top), None)
        what = f"this is a file of {other}, not of claims" if other else "no key claims in the file"
        raise refuse(Place(base.file, 1, 1, 1, 1), what)
    items = top["claims"]
    if not isinstance(items, Listing):
        raise refuse(items, "claims must be a list, each entry starting with - id:")
    symbols = entries(top.get("symbols"), "symbols")
    define = entries(top.get("define"), "define")
    source = read_source(top.get("source"))
    title = prose(top.get("title"), "title")
    claims: dict[str, ClaimSource] = {}
    for item in items.items:
        try:
            claim = read_claim(item, base.file, claims)
        except Malformed as error:
            problems.append(replace(error.problem, claim=_id(item)))
        else:
            claims[claim.id.value] = claim
    unread = len(items.items) - len(claims)
    problems += _comments(root, base.lines, None)
    return replace(
        base,
        title=title,
        source=source,
        symbols=symbols,
        define=define,
        claims=tuple(claims.values()),
        problems=tuple(problems),
        unread=unread,
    )


def _top(root: Mapping) -> tuple[dict[str, Node], list[Problem]]:
    """The values of the file by key; a key that is not known is a problem, no obstacle."""
    mapping(root, "the file")
    values: dict[str, Node] = {}
    problems: list[Problem] = []
    for key, value in root.pairs:
        name = key.text.value
        if name in values:
            raise Malformed(Problem("DC103", f"the key {name} stands here twice", key.place))
        if name not in _KNOWN and name not in KINDS:
            hint = did_you_mean(name, _KNOWN) or f"known here: {', '.join(_KNOWN)}"
            message = f"unknown key {name} in the file"
            problems.append(Problem("DC102", message, key.place, hint=hint))
        values[name] = value
    return values, problems


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
