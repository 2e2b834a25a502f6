"""`decisions.yaml`: a list of decisions on steps, and of marks given by hand."""

from __future__ import annotations

import hashlib

from derivcheck.grading.decisions import Decision, Decisions, Override, Ruling
from derivcheck.grading.reading.numbers import exact_number
from derivcheck.verify.reading.events import BrokenYaml, Malformed, decode, split_lines
from derivcheck.verify.reading.fields import fields, prose, refuse, text, texts
from derivcheck.verify.reading.mishaps import explain
from derivcheck.verify.reading.tree import Listing, Node, parse

_STEP = ("key", "lines", "verdict", "marks", "why", "by", "audit")
_HAND = ("student", "question", "marks", "why", "by")


def decisions_in(data: bytes, file: str) -> Decisions:
    """The decisions in the bytes of a file; raises `Malformed`."""
    source = decode(data, file)
    try:
        root = parse(source, file)
    except BrokenYaml as error:
        raise Malformed(explain(error, split_lines(source), file)) from None
    if root is None:
        return Decisions()
    if not isinstance(root, Listing):
        raise refuse(root, "decisions are a list, each entry starting with - key: or - student:")
    steps: dict[str, Decision] = {}
    overrides: dict[tuple[str, str], Override] = {}
    for item in root.items:
        entry = _entry(item)
        if isinstance(entry, Decision):
            steps[entry.key] = entry
        else:
            overrides[entry.student, entry.question] = entry
    return Decisions(steps, overrides, hashlib.sha256(data).hexdigest())


def _entry(node: Node) -> Decision | Override:
    values = fields(node, tuple(dict.fromkeys((*_STEP, *_HAND))), "a decision")
    why, by = prose(values.get("why"), "why"), prose(values.get("by"), "by")
    marks = exact_number(text(values["marks"], "marks")) if "marks" in values else None
    if "key" not in values:
        missing = next((name for name in _HAND[:3] if name not in values), None)
        if missing or marks is None:
            raise refuse(node, f"marks given by hand need {missing or 'marks'}:")
        return Override(
            student=text(values["student"], "student").value,
            question=text(values["question"], "question").value,
            marks=marks,
            place=node.place,
            why=why,
            by=by,
        )
    if "verdict" not in values:
        raise refuse(node, "a decision on a step needs verdict:")
    said = text(values["verdict"], "verdict").value
    if said not in set(Ruling):
        raise refuse(values["verdict"], f"a verdict is {', '.join(Ruling)}, not {said[:40]}")
    return Decision(
        key=text(values["key"], "key").value,
        ruling=Ruling(said),
        place=node.place,
        lines=tuple(line.value for line in texts(values.get("lines"), "lines")),
        marks=marks,
        why=why,
        by=by,
        audited=prose(values.get("audit"), "audit"),
    )
