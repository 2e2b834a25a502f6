"""A report whose every text tries to be something else than text."""

from __future__ import annotations

from dataclasses import replace

from samples import COMMA, ERRATUM, MISFIT, PROVED, SIGN, STALE, UNKNOWN, report

from derivcheck.verify.record import Snippet, Verdict

MARKUP = (
    "<b>&amp;]]></failure><!-- --> [link](javascript:1) ![i](x) `code` ``` {0} %0A%25 a|b \\| "
    "::error file=x::y @someone #1 https://evil.example/ www.evil.example *em* </code></details>"
)
CONTROL = "\x1b[31m\x07\x00\u202e\x9b\ufffe\ud800\r"
EVIL = f"{MARKUP}{CONTROL}\n\n# heading\n\n| a | b |\n::warning::second line\n```\n<i>"
#: what must not be in any text that a report shows
FORBIDDEN = ["\x1b", "\x07", "\x00", "\u202e", "\x9b", "\ufffe", "\ud800"]

_BAD = replace(
    SIGN,
    id=EVIL,
    address=EVIL,
    message=EVIL,
    claim=EVIL,
    scope=EVIL,
    counterexample=replace(SIGN.counterexample, left=EVIL, left_text=EVIL),
    suggestion=replace(SIGN.suggestion, claim=EVIL, words=EVIL),
    snippet=Snippet(lines=((11, EVIL.replace("\n", " ")),), region=(11, 1, 11, 9)),
    related=({"file": "notes/ridge.md", "line": 25, "label": EVIL},),
)
HOSTILE = report(
    _BAD,
    replace(_BAD, code="DC404", verdict=Verdict.UNDECIDED, counterexample=None),
    replace(_BAD, ok=True, erratum=replace(ERRATUM.erratum, why=EVIL), correct=_BAD),
    replace(PROVED, id=EVIL, claim=EVIL, scope=EVIL),
    problems=[
        replace(UNKNOWN, message=EVIL, hint=EVIL, claim=EVIL, found=EVIL),
        replace(COMMA, message=EVIL, severity="warning"),
    ],
)
EVERYTHING = report(PROVED, SIGN, MISFIT, STALE, ERRATUM, problems=[UNKNOWN, COMMA])
GOOD = report(PROVED, ERRATUM)
