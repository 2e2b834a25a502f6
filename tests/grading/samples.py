"""Marked submissions by hand: a mistake with a counterexample, a waiting line, hostile names."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.grading.assignment import Kind, Marks, Question
from derivcheck.grading.record import (
    LineRecord,
    MarkRecord,
    MarksRecord,
    QuestionRecord,
    SubmissionRecord,
    VerdictRecord,
)
from derivcheck.language.parsing import parse_expression
from derivcheck.language.positions import Place, Text
from derivcheck.verify.evidence import Counterexample, Suggestion

SECRET = "2*x*cos(x^2) + 0"
HOSTILE = "<script>alert(1)</script>"

QUESTIONS = {
    "q1": Question(
        id="q1",
        kind=Kind.FIND,
        asked=Text("d(sin(x^2), x)"),
        tree=parse_expression("d(sin(x^2), x)"),
        marks=Marks(Fraction(4), Fraction(2)),
        place=Place("hw.yaml", 3, 1, 3, 5),
        title="chain rule",
        solution=Text(SECRET),
    )
}


def line(index: int, text: str, why: str | None, **rest) -> LineRecord:
    mark = None
    if why is not None:
        mark = MarkRecord(kind="M", awarded="0", maximum="1", why=why)
    decided = {"waiting": "waiting", None: None}.get(why, "proof")
    verdict = VerdictRecord(verdict="undecided" if why == "waiting" else "proved", key=f"k{index}")
    given = {"role": "step", "decided": decided, "follows": verdict} | rest
    return LineRecord(index=index, line=index + 4, column=1, text=text, mark=mark, **given)


def submission(student: str, *lines: LineRecord, low: str, high: str | None = None):
    marks = MarksRecord(low=low, high=high or low, maximum="6", method=low, answer="0")
    question = QuestionRecord(id="q1", marks=marks, lines=lines, first_wrong_line=2)
    return SubmissionRecord(
        student=student, file=f"{student}.md", sha256="0", questions=(question,)
    )


WRONG = line(
    2,
    "= 2*x*sin(x^2)",
    "first_error",
    counterexample=Counterexample(
        kind="point", assignment={"x": "1"}, relation="=", left="1.08", right="1.68"
    ),
    suggestion=Suggestion(claim="= 2*x*cos(x^2)", words="cos is meant for sin", verdict="proved"),
)
ANNA = submission(
    "anna",
    line(1, "d(sin(x^2), x)", None, role="given"),
    WRONG,
    line(3, "= 2*sin(x^2)*x", "follow_through"),
    low="3",
)
BERT = submission(
    f"bert{HOSTILE}",
    line(1, "d(sin(x^2), x)", None, role="given"),
    line(2, f"= [?] {HOSTILE}", "waiting", role="unread", message="an illegible spot"),
    low="4",
    high="5",
)
RIGHT = submission("carl", line(2, "= 2*x*cos(x^2)", "ok", role="answer"), low="6")
CLASS = (ANNA, BERT, RIGHT)
