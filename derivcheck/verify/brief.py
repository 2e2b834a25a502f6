"""Records cut down to what a summary shows, for runs of many claims and for the cache.

Of a claim that is as expected and has no warnings a row stays: its place and its verdicts. Of
any other claim everything stays but the single findings of its deciders and the pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from derivcheck.verify.evidence import Symbolic, Verdict
from derivcheck.verify.record import ClaimRecord, ErratumRecord

#: what a brief record says of a proof for every size
_EVERYWHERE = Symbolic(verdict="proved", sizes="all")


def brief(record: ClaimRecord) -> ClaimRecord:
    """The record without what no summary shows."""
    if is_plain(record):
        return of_row(record.file, row(record), cached=record.cached)
    steps, correct = record.steps, record.correct
    return replace(
        record,
        obligations=(),
        plot=None,
        steps=None
        if steps is None
        else tuple(replace(step, obligations=(), plot=None) for step in steps),
        correct=correct and replace(correct, obligations=(), steps=None),
    )


def is_plain(record: ClaimRecord) -> bool:
    """Whether there is nothing to tell of a claim: it is as expected, and nothing is odd."""
    return record.ok and not record.problems and record.limit is None


def row(record: ClaimRecord) -> list[Any]:
    """What stays of a claim of which there is nothing to tell, as plain values."""
    erratum, correct = record.erratum, record.correct
    return [
        record.id,
        [record.line, record.column, record.end_line, record.end_column],
        record.cell,
        record.verdict.value,
        record.symbolic is not None and record.symbolic.sizes == "all",
        erratum and [erratum.verdict, erratum.step],
        correct and correct.verdict.value,
        record.seconds,
    ]


def of_row(file: str, values: Sequence[Any], *, cached: bool = False) -> ClaimRecord:
    """The brief record of a row; raises `ValueError` or `TypeError` where it is none."""
    ident, place, cell, verdict, everywhere, erratum, correct, seconds = values
    if not (isinstance(ident, str) and all(type(number) is int for number in place)):
        raise TypeError("a row starts with an id and a place")
    line, column, end_line, end_column = place
    declared = erratum and ErratumRecord(verdict=erratum[0], step=erratum[1], why="")

    def record(verdict: str, **known: Any) -> ClaimRecord:
        return ClaimRecord(
            file=file,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            cell=cell,
            id=ident,
            address=f"{file}::{ident}",
            claim="",
            verdict=Verdict(verdict),
            ok=True,
            **known,
        )

    return record(
        verdict,
        expected=(erratum[0] or "refuted") if erratum else "proved",
        symbolic=_EVERYWHERE if everywhere else None,
        erratum=declared or None,
        correct=record(correct) if correct else None,
        seconds=float(seconds),
        cached=cached,
    )
