"""Whatever bytes a file holds, reading it ends with values and placed problems."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.reports import Options, render
from derivcheck.verify.reading import read
from derivcheck.verify.record import ProblemRecord
from derivcheck.verify.report import FileRecord, Report, summarise
from derivcheck.verify.snippets import with_snippet

START = """\
symbols: {x: scalar, y: 'vector[n]'}
claims:
  - id: a
    claim: x = x
  - id: b
    steps: |
      x
      = x
    erratum:
      why: w
      correct: x = x
"""

#: pieces that mean something to YAML or to the language
PIECES = ["\n", " ", "  - ", ": ", "#", "'", '"', "|", ">", "!", "&a", "*a", "<<", "{", "}"]
PIECES += ["[", "]", "(", ",", "---", "?", "id: a", "claim: x", "steps:", "\t", "\r", "%", "@"]
PIECES += ["\u2028", "\u2029", "\x85"]
PIECES += ["θ", "\ufeff", "\\u0", "erratum:", "sizes: {n: 2}", "given: [", "1)"]


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_bytes(data):
    check(data)


@given(st.lists(st.sampled_from(PIECES), max_size=30))
@settings(max_examples=600, deadline=None)
def test_pieces(pieces):
    check(("claims:\n" + "".join(pieces)).encode())


@given(st.integers(0, len(START)), st.integers(0, 6), st.lists(st.sampled_from(PIECES), max_size=3))
@settings(max_examples=600, deadline=None)
def test_a_claim_file_with_a_slip(at, lost, pieces):
    check((START[:at] + "".join(pieces) + START[at + lost :]).encode())


def check(data, file="f.yaml"):
    """Problems stand inside the file and can be shown; texts stand where they say."""
    derivation = read(data, file)
    problems = [with_snippet(ProblemRecord.of(p), derivation.lines) for p in derivation.problems]
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        if derivation.lines:
            assert problem.line <= len(derivation.lines)
            assert problem.column <= len(derivation.lines[problem.line - 1]) + 1
    files = (FileRecord.of(derivation),)
    report = Report(
        derivcheck="",
        files=files,
        problems=tuple(problems),
        summary=summarise(files, problems, ()),
    )
    for form in ("text", "concise", "json"):
        render(report, form, Options())
    for claim in derivation.claims:
        for text in (claim.claim, *(claim.steps or ())):
            for offset in range(len(text.value) if text else 0):
                line, column = text.position(offset)
                assert 1 <= line <= len(derivation.lines)
                assert 1 <= column <= len(derivation.lines[line - 1]) + 1
