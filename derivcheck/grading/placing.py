"""The record of an answer put where a student wrote it.

Answers of the same text are marked once, as one line of their own: a column less one is an
offset in the text, and the text knows where it stands in its file.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from derivcheck.grading.decisions import Override
from derivcheck.grading.reading.numbers import printed
from derivcheck.grading.record import DecisionRecord, LineRecord, QuestionRecord
from derivcheck.grading.submission import Answer
from derivcheck.language.positions import Span, Text


def unplaced(steps: str) -> Text:
    """The text of an answer as one line of no file."""
    return Text(steps, "")


def placed(record: QuestionRecord, answer: Answer) -> QuestionRecord:
    """The record of the text of an answer as that of the answer."""
    return replace(
        record,
        lines=tuple(_line(line, answer.steps) for line in record.lines),
        page=answer.page,
        transcriber=answer.transcriber,
        remarks=answer.remarks,
    )


def _line(record: LineRecord, steps: Text) -> LineRecord:
    line, column = steps.position(record.column - 1)
    suggestion = record.suggestion
    if suggestion is not None and suggestion.edit is not None:
        _, start, _, end = suggestion.edit.span
        region = steps.place(Span(start - 1, end - 1)).region
        suggestion = replace(suggestion, edit=replace(suggestion.edit, span=region))
    return replace(record, line=line, column=column, suggestion=suggestion)


def overridden(record: QuestionRecord, override: Override, maximum: Fraction) -> QuestionRecord:
    """The record with the marks that a person gave for the whole question."""
    given = printed(min(override.marks, maximum))
    return replace(
        record,
        marks=replace(record.marks, low=given, high=given),
        override=DecisionRecord(
            verdict="marks",
            marks=printed(override.marks),
            why=override.why,
            by=override.by,
            line=override.place.line,
        ),
    )
