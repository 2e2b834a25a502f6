"""`source:`, where a statement comes from: a document in words, or a formula by its label."""

from __future__ import annotations

import re

from derivcheck.verify.reading.fields import fields, prose, refuse, text
from derivcheck.verify.reading.tree import Mapping, Node, Scalar
from derivcheck.verify.references import Reference
from derivcheck.verify.source import Source

_WORDS = ("document", "section", "quote")
_FORMULA = ("file", "label", "sha256")
_HASH = re.compile(r"[0-9a-f]{16,64}")


def read_source(node: Node | None, *, of_claim: bool) -> Source:
    """`document`, `section` and `quote`; of a claim also `file`, `label` and `sha256`."""
    if node is None:
        return Source()
    values = fields(node, (*_WORDS, *(_FORMULA if of_claim else ())), "source")
    words = {key: prose(values.get(key), key) for key in _WORDS}
    return Source(**words, formula=_reference(node, values))


def _reference(node: Node, values: dict[str, Node]) -> Reference | None:
    label = values.get("label")
    if label is None:
        named = next((values[key] for key in ("file", "sha256") if key in values), None)
        if named is not None:
            raise refuse(named, "which formula? label is missing", hint="Add label: and its label")
        return None
    word = text(label, "label")
    if not isinstance(label, Scalar) or label.style in ("|", ">") or " " in word.value:
        raise refuse(label, "a label is one word in the line of its key")
    file, recorded = (text(values[key], key) if key in values else None for key in _FORMULA[::2])
    if file is not None and not file.value.isprintable():
        raise refuse(values["file"], "a file is named by printable characters")
    if recorded is not None and not _HASH.fullmatch(recorded.value):
        hint = "derivcheck accept writes it"
        raise refuse(values["sha256"], "sha256 is 16 to 64 hexadecimal digits", hint=hint)
    assert isinstance(node, Mapping)
    key = next(key for key, _ in node.pairs if key.text.value == "label")
    return Reference(file, word, recorded, key.place, label.place, node.flow)
