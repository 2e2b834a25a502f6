"""A hash is written beside its label, and every other byte of the file stays."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.verify.accepting import NotWritten, with_hashes
from derivcheck.verify.reading import read

HASH = "0123456789abcdef"
OLD = "fedcba9876543210"

#: name: (what stands after `source:`, the same with the hash)
LAYOUTS = {
    "braces": (" {file: a.md, label: b}", f" {{file: a.md, label: b, sha256: {HASH}}}"),
    "label first": (" {label: b , file: a.md}", f" {{label: b, sha256: {HASH} , file: a.md}}"),
    "comma at the end": (" {file: a.md, label: b,}", f" {{file: a.md, label: b, sha256: {HASH},}}"),
    "quotes": (" {file: a.md, label: 'b'}", f" {{file: a.md, label: 'b', sha256: {HASH}}}"),
    "lines in braces": (
        " {\n  file: a.md, # one\n  label: b # two\n  }",
        f" {{\n  file: a.md, # one\n  label: b, sha256: {HASH} # two\n  }}",
    ),
    "block": (
        "\n      file: a.md  # one\n      label: b\t# two",
        f"\n      file: a.md  # one\n      label: b\t# two\n      sha256: {HASH}",
    ),
    "label above": (
        "\n     label: b\n     quote: |\n       c\n       d\n     file: a.md",
        f"\n     label: b\n     sha256: {HASH}\n     quote: |\n       c\n       d\n     file: a.md",
    ),
    "recorded": (
        f"\n      file: a.md\n      sha256: {OLD} # it\n      label: b",
        f"\n      file: a.md\n      sha256: {HASH} # it\n      label: b",
    ),
    "recorded in quotes": (
        f' {{file: a.md, "sha256": "{OLD}", label: b}}',
        f' {{file: a.md, "sha256": "{HASH}", label: b}}',
    ),
    "recorded at length": (
        f" {{file: a.md, label: b, sha256: {OLD * 4}}}",
        f" {{file: a.md, label: b, sha256: {HASH}}}",
    ),
    "recorded already": (
        f" {{file: a.md, label: b, sha256: {HASH}}}",
        f" {{file: a.md, label: b, sha256: {HASH}}}",
    ),
}
FRAMES = {
    "yaml": ("f.yaml", "# θ\nclaims:\n  - id: c\n    source:", "\n    claim: 1 = 1\n# é\n"),
    "the end": ("f.yaml", "claims:\n  - id: c\n    claim: 1 = 1\n    source:", ""),
    "two claims": (
        "f.yaml",
        "claims:\n  - {id: d, claim: 1 = 1, source: {file: a.md, label: b}}\n"
        "  - id: c\n    claim: 1 = 1\n    source:",
        "\n  - {id: e, claim: 1 = 1, source: {file: a.md, label: b}}\n",
    ),
    "mark": ("f.yaml", "\ufeffclaims:\n  - id: c\n    claim: 1 = 1\n    source:", "\n"),
    "document": (
        "f.md",
        "# θ\n\n```derivcheck\nclaims:\n  - id: c\n    claim: 1 = 1\n    source:",
        "\n```\n\nText.\n",
    ),
}


def with_end(text, end):
    return text.replace("\n", end).encode()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_only_the_hash_is_written(layout, frame, end):
    file, before, after = FRAMES[frame]
    source, expected = LAYOUTS[layout]
    data = with_end(before + source + after, end)
    assert read(data, file).problems == ()
    assert with_hashes(data, file, {"c": HASH}) == with_end(before + expected + after, end)


@pytest.mark.parametrize("sign", ["> ", ">", "- ", "\t", "1.  > "])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_block_may_stand_in_a_list_or_a_quote(layout, sign):
    source, expected = LAYOUTS[layout]
    lines = ["```derivcheck", "claims:", "  - id: c", "    claim: 1 = 1", "    source:{0}", "```"]
    rest = sign if sign.endswith(">") or sign in ("> ", "\t") else " " * 2
    rest = "    > " if sign == "1.  > " else rest

    def document(inner):
        text = "\n".join(lines).format(inner).split("\n")
        head = "- \n" if sign == "\t" else ""
        first = "  " if sign == "\t" else sign
        rest_of_it = "  " if sign == "\t" else rest
        return (head + first + f"\n{rest_of_it}".join(text) + "\n").encode()

    data = document(source)
    assert [each.id.value for each in read(data, "f.md").claims] == ["c"]
    assert with_hashes(data, "f.md", {"c": HASH}) == document(expected)


def test_several_claims_are_recorded_at_once():
    line = "  - {{id: {0}, claim: 1 = 1, source: {{file: a.md, label: b{1}}}}}\n"
    data = ("claims:\n" + "".join(line.format(each, "") for each in "abc")).encode()
    written = with_hashes(data, "f.yaml", {"a": HASH, "c": OLD})
    expected = [f", sha256: {HASH}", "", f", sha256: {OLD}"]
    assert written.decode() == "claims:\n" + "".join(
        line.format(each, more) for each, more in zip("abc", expected, strict=True)
    )


@pytest.mark.parametrize(
    "source",
    [
        "\n      ? label\n      : b\n      ? file\n      : a.md",
        ' {file: a.md, label: b, sha256: "\\x66edcba9876543210"}',
    ],
)
def test_an_odd_layout_is_left_alone(source):
    data = f"claims:\n  - id: c\n    claim: 1 = 1\n    source:{source}\n".encode()
    assert read(data, "f.yaml").problems == ()
    with pytest.raises(NotWritten):
        with_hashes(data, "f.yaml", {"c": HASH})


def cell(source):
    lines = ["```derivcheck", "claims:", "- id: c", "  claim: 1 = 1", f"  source:{source}", "```"]
    cells = [{"cell_type": "markdown", "source": "\n".join(lines).splitlines(keepends=True)}]
    return json.dumps({"cells": cells}, indent=1).encode()


def test_in_a_notebook_a_hash_is_written_between_braces_and_else_left_to_its_author():
    written = with_hashes(cell(" {file: a.md, label: b}"), "f.ipynb", {"c": HASH})
    assert written == cell(f" {{file: a.md, label: b, sha256: {HASH}}}")
    with pytest.raises(NotWritten):
        with_hashes(cell("\n    file: a.md\n    label: b"), "f.ipynb", {"c": HASH})


PIECES = ["label: b", "file: a.md", "sha256: " + OLD, "quote: x", "{", "}", ",", "\n", "      "]
PIECES += [
    "\n      ",
    "# c",
    "'",
    '"',
    "> ",
    "label: 'b'",
    " ",
    "\t",
    "? ",
    ": ",
    "|",
    "section: s",
]


@given(st.lists(st.sampled_from(PIECES), max_size=16), st.sampled_from(list(FRAMES)))
@settings(max_examples=600, deadline=None)
def test_whatever_the_layout_nothing_else_is_changed(pieces, frame):
    file, before, after = FRAMES[frame]
    data = (before + "".join(pieces) + after).encode()
    claims = {claim.id.value: claim for claim in read(data, file).claims}
    if "c" not in claims or claims["c"].source.formula is None:
        return
    try:
        written = with_hashes(data, file, {"c": HASH}).decode()
    except NotWritten:
        return
    now = {claim.id.value: claim for claim in read(written.encode(), file).claims}
    assert now["c"].source.formula.sha256.value == HASH
    assert [now[each].written for each in claims] == [claims[each].written for each in claims]
    at = written.index(HASH)
    rest = data.decode()
    left, right = written[:at], written[at + len(HASH) :]
    if claims["c"].source.formula.sha256 is None:
        left = left[: left.rindex("sha256: ")].rstrip(" \t>").removesuffix("\n").rstrip(", ")
    assert rest.startswith(left)
    assert rest.endswith(right)
