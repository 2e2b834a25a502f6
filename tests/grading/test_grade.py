"""`derivcheck grade`: the screens, the record, decisions, resumption, exit codes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

import derivcheck
from derivcheck.cli import main
from derivcheck.grading import run, work
from derivcheck.grading.answers import Answers
from derivcheck.grading.judging import UNREADABLE, Judge, judgement
from derivcheck.verify.judge import judge
from derivcheck.verify.settings import Settings
from tests.grading.asked import RIDGE

SCHEMAS = Path(derivcheck.__file__).parent / "verify" / "schemas"

ASSIGNMENT = f"""\
title: Ridge
{RIDGE}
  - id: q1
    title: gradient
    find: grad(L, theta)
    marks: {{method: 4, answer: 2}}
    solution: |
      grad(L, theta)
      = X'@(X@theta - y) + lambda*theta
  - id: q2
    title: penalty
    find: grad(lambda/2*norm(theta)^2, theta)
    marks: 2
"""
SUBMISSIONS = {
    "s001.yaml": """\
answers:
  q1: |
    grad(L, theta)
    = X'@(X@theta - y) + lambda*theta
  q2: |
    = lambda*theta
""",
    "s002.yaml": """\
answers:
  q1: |
    grad(L, theta)
    = X'@(y - X@theta) + lambda*theta
    = X'@y - X'@X@theta + lambda*theta
""",
    "s003.yaml": """\
answers:
  q1: |
    grad(L, theta)
    = X'@(X@theta - y) + [?]
  q2: |
    = 2*lambda*theta
""",
    "s004.pdf": "%PDF-1.4",
}
TABLE = """\
hw  Ridge    3 submissions, 2 questions, 8 marks

question        marks   full  part  none  waiting  commonest mistake
q1 gradient         6      1     1     0        1  the sign of X'@(y - X@theta) (1)
q2 penalty          2      1     0     2        -  the factor 2 does not belong there (1)

Marks: mean 5.5, median 5.5 of the 2 that are settled; 1 of 6 lines waits for
you (settle it: derivcheck grade hw.yaml in --decide).
q1 and q2 have no milestones (require:): a bare right answer earns all marks.
Not read: s004.pdf (not text).
"""
STUDENT = """\
s002  q1 gradient                                              3 of 6

  1      grad(L, theta)                                                 question
  2  X   = X'@(y - X@theta) + lambda*theta                              -1
         at n = 1, d = 1, X = [[1]], y = [0], theta = [1], lambda = 1
            left   grad(L, theta)                  = [2]
            right  X'@(y - X@theta) + lambda*theta = [0]
         meant: -X'@(y - X@theta) + lambda*theta (the sign of X'@(y - X@theta))
  3  ft  = X'@y - X'@X@theta + lambda*theta                             follows
         as the answer: not equal to grad(L, theta)                     -2

  method 3 of 4, answer 0 of 2
"""

_JUDGED: dict[object, object] = {}


class InThisProcess(Judge):
    """The judge without workers; every claim once in all tests."""

    def __call__(self, claims):
        found = {}
        for claim in claims:
            if not claim.readable:
                found[claim] = UNREADABLE
                continue
            if claim not in _JUDGED:
                derivation, source = self.questions[claim.question].source(claim)
                record = judge(derivation, source, Settings(repair=claim.repair))
                _JUDGED[claim] = judgement(record, len(claim.lines), self.settings)
            found[claim] = _JUDGED[claim]
        return found


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(work, "Judge", InThisProcess)
    Path("hw.yaml").write_text(ASSIGNMENT)
    Path("in").mkdir()
    for name, text in SUBMISSIONS.items():
        Path("in", name).write_text(text)
    return tmp_path


def grade(capsys, *arguments):
    code = main(["grade", *arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def record(capsys, *arguments):
    out = grade(capsys, *arguments, "--format", "json")[1]
    return json.loads(out)


def marks_of(found):
    return {
        (s["student"], q["id"]): (q["marks"]["low"], q["marks"]["high"])
        for s in found["submissions"]
        for q in s["questions"]
    }


def test_the_table_of_a_class(capsys):
    code, out, _ = grade(capsys, "hw.yaml", "in")
    assert out == TABLE
    assert code == 1


def test_the_lines_of_a_student(capsys):
    code, out, _ = grade(capsys, "hw.yaml", "in/s002.yaml", "--question", "q1")
    assert out == STUDENT
    assert code == 0


@pytest.mark.parametrize(
    ("hints", "told", "kept"),
    [
        ("none", ["3 of 6"], ["X  ", "left", "meant", "as the answer"]),
        ("place", ["  2  X   "], ["left", "meant"]),
        ("cause", ["left   grad(L, theta)"], ["meant"]),
        ("repair", ["meant: -X'@"], []),
    ],
)
def test_hints_tell_as_much_as_is_wished(capsys, hints, told, kept):
    out = grade(capsys, "hw.yaml", "in/s002.yaml", "--question", "q1", "--hints", hints)[1]
    assert all(each in out for each in told)
    assert not any(each in out for each in kept)


def test_colour_stands_on_what_became_of_a_line_only(capsys):
    out = grade(capsys, "hw.yaml", "in/s002.yaml", "--question", "q1", "--color", "always")[1]
    assert "\x1b[31mX\x1b[0m " in out
    assert out.replace("\x1b[31m", "").replace("\x1b[33m", "").replace("\x1b[0m", "") == STUDENT


def test_the_help_says_what_hints_give_away(capsys):
    out = grade(capsys, "--help")[1]
    words = " ".join(out.split())
    assert "cause shows both values, and repair gives the answer away" in words


def test_the_record_keeps_to_its_schema(capsys):
    found = record(capsys, "hw.yaml", "in")
    jsonschema.validate(found, json.loads((SCHEMAS / "marks.json").read_text()))
    line = found["submissions"][1]["questions"][0]["lines"][1]
    assert (line["index"], line["line"], line["column"], line["role"]) == (2, 4, 5, "step")
    assert (line["follows"]["verdict"], line["follows"]["code"]) == ("refuted", "DC302")
    assert line["mark"] == {"kind": "M", "awarded": "0", "maximum": "1", "why": "first_error"}
    assert line["suggestion"]["edit"]["kind"] == "sign"
    assert line["suggestion"]["edit"]["span"][0] == 4
    assert found["mistakes"][0]["students"] == ["s002"]
    assert [each["students"] for each in found["waiting"]] == [1]
    assert found["summary"]["decided"] == {"proof": 5, "waiting": 1}


def test_assignments_and_submissions_keep_to_their_schemas():
    schema = json.loads((SCHEMAS / "assignment.json").read_text())
    jsonschema.validate(yaml.safe_load(ASSIGNMENT), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(ASSIGNMENT.replace("find", "fnd")), schema)
    schema = json.loads((SCHEMAS / "submission.json").read_text())
    jsonschema.validate(yaml.safe_load(SUBMISSIONS["s001.yaml"]), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"given": ["x > 0"], "answers": {}}, schema)


# No submission changes another's marks -------------------------------------------------------


def test_marks_do_not_depend_on_company_or_order(capsys, monkeypatch):
    together = marks_of(record(capsys, "hw.yaml", "in"))
    alone = {}
    for name in reversed(SUBMISSIONS):
        alone |= marks_of(record(capsys, "hw.yaml", f"in/{name}"))
    assert alone == together
    monkeypatch.setattr(run, "BATCH", 1)
    assert marks_of(record(capsys, "hw.yaml", "in")) == together


def test_a_second_submission_under_the_same_name_changes_nothing_for_the_first(capsys):
    before = marks_of(record(capsys, "hw.yaml", "in/s001.yaml"))
    Path("in/zz.yaml").write_text("student: s001\nanswers:\n  q1: |\n    = X\n")
    found = record(capsys, "hw.yaml", "in/s001.yaml", "in/zz.yaml")
    first, second = found["submissions"]
    assert marks_of({"submissions": [first]}) == before
    assert second["problems"][0]["message"] == (
        "two submissions came under the name s001; both are marked"
    )
    assert (first["beside"], second["beside"]) == (None, "in/s001.yaml")


def test_a_student_who_stands_twice_in_one_file_is_told(capsys):
    lines = [json.dumps({"student": "s1", "answers": {"q2": "= 1"}})] * 2
    Path("in.jsonl").write_text("\n".join(lines))
    first, second = record(capsys, "hw.yaml", "in.jsonl")["submissions"]
    assert first["problems"] == []
    assert (second["problems"][0]["code"], second["problems"][0]["line"]) == ("DC103", 2)


def test_a_submission_is_no_second_one_once_the_first_is_gone(capsys):
    Path("in/zz.yaml").write_text("student: s001\nanswers:\n  q1: |\n    = X\n")
    grade(capsys, "hw.yaml", "in", "--results", "all.jsonl")
    Path("in/s001.yaml").unlink()
    found = record(capsys, "hw.yaml", "in", "--results", "all.jsonl")["submissions"]
    (second,) = (each for each in found if each["student"] == "s001")
    assert (second["file"], second["problems"]) == ("in/zz.yaml", [])


def test_every_shard_marks_its_part(capsys):
    whole = marks_of(record(capsys, "hw.yaml", "in"))
    parts = {}
    for part in ("1/2", "2/2"):
        parts |= marks_of(record(capsys, "hw.yaml", "in", "--shard", part))
    assert parts == whole
    assert grade(capsys, "hw.yaml", "in", "--shard", "3/2")[0] == 2


def test_a_killed_run_resumes(capsys, monkeypatch):
    whole = record(capsys, "hw.yaml", "in", "--results", "all.jsonl")
    lines = Path("all.jsonl").read_bytes().splitlines(keepends=True)
    Path("cut.jsonl").write_bytes(b"".join(lines[:3]) + lines[3][:40])
    marked = []
    original = Answers._opened
    monkeypatch.setattr(
        Answers, "_opened", lambda self, batch: original(self, marked.extend(batch) or batch)
    )
    again = record(capsys, "hw.yaml", "in", "--results", "cut.jsonl")
    assert [submission.student for submission in marked] == ["s003", "s004"]
    assert again["submissions"] == whole["submissions"]
    assert Path("cut.jsonl").read_bytes() == Path("all.jsonl").read_bytes()


def test_resumed_results_are_those_of_what_is_handed_in_now(capsys):
    grade(capsys, "hw.yaml", "in", "--results", "all.jsonl")
    Path("in/s002.yaml").write_text("answers: {q2: = lambda*theta}\n")
    Path("in/s001.yaml").unlink()
    _, out, err = grade(
        capsys, "hw.yaml", "in", "--results", "all.jsonl", "--format", "json", "--page", "c.html"
    )
    assert "2 earlier results left out of all.jsonl" in err
    resumed, fresh = json.loads(out), record(capsys, "hw.yaml", "in")
    assert marks_of(resumed) == marks_of(fresh)
    assert len(resumed["submissions"]) == len(fresh["submissions"]) == 3
    assert resumed["summary"] == fresh["summary"]
    assert "s001" not in Path("c.html").read_text()
    assert len(Path("all.jsonl").read_text().splitlines()) == 4
    assert not list(Path().glob(".all.jsonl*"))
    assert "left out" not in grade(capsys, "hw.yaml", "in", "--results", "all.jsonl")[2]


def test_results_of_something_else_are_not_mixed_with_these(capsys):
    grade(capsys, "hw.yaml", "in", "--results", "all.jsonl")
    Path("hw.yaml").write_text(ASSIGNMENT.replace("marks: 2", "marks: 3"))
    code, _, err = grade(capsys, "hw.yaml", "in", "--results", "all.jsonl")
    assert code == 2
    assert "name another file" in err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("my notes", "name another file"),
        ("{}\n", "name another file"),
        ('HEAD{"a": 1}\n', "line 2 of f.txt is no result"),
        ("HEADmy notes\n", "line 2 of f.txt is no result"),
    ],
)
def test_a_file_that_holds_no_results_is_refused_and_kept(capsys, text, said):
    grade(capsys, "hw.yaml", "in", "--results", "all.jsonl")
    head = Path("all.jsonl").read_text().splitlines(keepends=True)[0]
    Path("f.txt").write_text(text.replace("HEAD", head))
    code, _, err = grade(capsys, "hw.yaml", "in", "--results", "f.txt")
    assert code == 2
    assert said in err
    assert Path("f.txt").read_text() == text.replace("HEAD", head)


def test_a_run_killed_at_once_resumes(capsys):
    whole = record(capsys, "hw.yaml", "in", "--results", "all.jsonl")
    Path("cut.jsonl").write_bytes(Path("all.jsonl").read_bytes()[:40])
    assert record(capsys, "hw.yaml", "in", "--results", "cut.jsonl") == whole


# The assignment is verified first --------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("= X'@(X@theta - y)", "= X'@(y - X@theta)", "line 2 of the solution of q1"),
        ("= X'@(X@theta - y)", "= grad(lambda/2*norm(theta)^2, theta) + X'@(X@theta - y)", "q1"),
        ("      = X'@(X@theta - y) + lambda*theta\n", "", "ends in a line that is no answer"),
        ("      = X'@(X@theta - y) + lambda*theta\n", "      = grad(L, theta)\n", "asked form"),
        (
            "marks: 2",
            "marks: 2\n    require: [{id: m, claim: lambda = 2, marks: 1}]",
            "the milestone m of q2 is not true",
        ),
        (
            "marks: 2",
            "marks: 2\n    require: [{id: m, claim: X@y = 2, marks: 1}]",
            "cannot multiply",
        ),
        (
            "    solution: |",
            "    require: [{id: e, claim: norm(y)^2 = y'@y, marks: 1}]\n    solution: |",
            "the solution of q1 does not meet e",
        ),
        ("find: grad(L, theta)", "find: grad(L, Theta)", "Theta"),
        ("find: lambda", "find: X@lambda@X", "unknown"),
    ][:8],
)
def test_an_assignment_that_does_not_hold_is_refused_with_the_reason(capsys, old, new, reason):
    assert old in ASSIGNMENT
    Path("hw.yaml").write_text(ASSIGNMENT.replace(old, new))
    code, out, err = grade(capsys, "hw.yaml", "in")
    assert (code, out) == (2, "")
    assert reason in err
    assert "hw.yaml:" in err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nowhere.yaml", "in"], "no such file"),
        (["hw.yaml", "nowhere"], "no such file"),
        (["hw.yaml", "in", "--question", "q7"], "no question q7"),
        (["hw.yaml", "in/s001.yaml", "--results", "none/x.jsonl"], "cannot be written"),
        (["hw.yaml"], "Missing argument"),
    ],
)
def test_wrong_use_is_told(capsys, arguments, reason):
    code, _, err = grade(capsys, *arguments)
    assert code == 2
    assert reason in err


def test_a_question_nobody_asked_is_told_and_costs_only_itself(capsys):
    Path("one.yaml").write_text("answers:\n  q3: x\n  q2: = lambda*theta\n")
    found = record(capsys, "hw.yaml", "one.yaml")["submissions"][0]
    assert found["problems"][0]["message"] == "no question q3 in the assignment"
    assert found["questions"][1]["marks"]["low"] == "2"


def test_what_a_student_wrote_cannot_move_the_terminal(capsys):
    line = json.dumps({"student": "\x1b[31mx", "answers": {"q1": "= \x1b[2J + \u202e1"}})
    Path("in.jsonl").write_text(line + "\n")
    for more in ([], ["--question", "q1"], ["--decide"]):
        sys.stdin = io.StringIO("s\ns\n")
        out = grade(capsys, "hw.yaml", "in.jsonl", *more)[1]
        assert "\x1b" not in out
        assert "\u202e" not in out


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("s1.yaml", "answers:\n  q1: [a, b]\n  q2: = lambda*theta\n"),
        ("s1.md", "# q1\n\nIt is clear.\n\n# q2\n\n```steps\n= lambda*theta\n```\n"),
        ("s1.md", "# q1\n\n```\n= X\n```\n\n# q2\n\n```steps\n= lambda*theta\n```\n"),
        ("s1.csv", "student,question,steps\ns1,q1,norm(a, b)\ns1,q2,= lambda*theta\n"),
        ("s1.jsonl", '{"student": "s1", "answers": {"q1": 1, "q2": "= lambda*theta"}}\n'),
    ],
)
def test_an_answer_that_could_not_be_read_waits_for_marks_by_hand(capsys, file, text):
    Path(file).write_text(text)
    code, out, _ = grade(capsys, "hw.yaml", file, "--format", "json")
    found = json.loads(out)
    jsonschema.validate(found, json.loads((SCHEMAS / "marks.json").read_text()))
    assert (code, len(found["submissions"][0]["problems"])) == (1, 1)
    assert marks_of(found) == {("s1", "q1"): ("0", "6"), ("s1", "q2"): ("2", "2")}
    assert "the answer could not be read" in grade(capsys, "hw.yaml", file)[1]
    assert grade(capsys, "hw.yaml", file, "--export", "marks=m.csv")[0] == 2
    Path("decisions.yaml").write_text("- {student: s1, question: q1, marks: 4}\n")
    assert marks_of(record(capsys, "hw.yaml", file))["s1", "q1"] == ("4", "4")
    assert grade(capsys, "hw.yaml", file, "--export", "marks=m.csv")[0] == 1


def test_a_question_left_out_has_no_marks(capsys):
    Path("s1.md").write_text("# Homework\n\nHello.\n\n# q1\n\n# q2\n\n```steps\n= 1\n```\n")
    found = record(capsys, "hw.yaml", "s1.md")
    assert found["submissions"][0]["problems"] == []
    assert marks_of(found)["s1", "q1"] == ("0", "0")


# Decisions -------------------------------------------------------------------------------------


def keys(found):
    return {each["lines"][0]: each["key"] for each in found["waiting"]}


def decide(capsys, monkeypatch, answers, *options):
    monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
    return grade(capsys, "hw.yaml", "in", *options, "--by", "mk")


def test_a_decision_settles_a_step_for_every_student(capsys):
    copy = SUBMISSIONS["s003.yaml"].replace("  q2: |\n    = 2*lambda*theta\n", "")
    Path("in/s005.yaml").write_text(copy)
    found = record(capsys, "hw.yaml", "in")
    assert [each["students"] for each in found["waiting"]] == [2]
    Path("decisions.yaml").write_text(
        f"- {{key: '{keys(found)['grad(L, theta)']}', verdict: follows}}\n"
    )
    again = record(capsys, "hw.yaml", "in")
    assert again["waiting"] == []
    marks = marks_of(again)
    assert marks["s003", "q1"] == marks["s005", "q1"] == ("6", "6")
    line = again["submissions"][2]["questions"][0]["lines"][1]
    assert (line["decided_by"], line["mark"]["why"]) == ("person", "decision")


def test_a_decision_may_leave_a_part_of_a_mark(capsys):
    step = keys(record(capsys, "hw.yaml", "in"))["grad(L, theta)"]
    Path("decisions.yaml").write_text(f"- key: {step}\n  verdict: does not follow\n  marks: 1/2\n")
    assert marks_of(record(capsys, "hw.yaml", "in"))["s003", "q1"] == ("3.5", "3.5")


def test_an_irrelevant_line_is_a_remark(capsys):
    wrong = record(capsys, "hw.yaml", "in")["submissions"][1]["questions"][0]["lines"][1]
    key = wrong["follows"]["key"]
    Path("decisions.yaml").write_text(f"- key: {key}\n  verdict: irrelevant\n")
    lines = record(capsys, "hw.yaml", "in")["submissions"][1]["questions"][0]["lines"]
    assert lines[1]["role"] == "remark"
    assert lines[2]["follows"]["verdict"] == "refuted"


def test_a_decision_against_the_engine_stands_and_is_told(capsys):
    wrong = record(capsys, "hw.yaml", "in")["submissions"][1]["questions"][0]["lines"][1]
    Path("decisions.yaml").write_text(
        f"# by hand\n- key: {wrong['follows']['key']}\n  verdict: follows\n"
    )
    found = record(capsys, "hw.yaml", "in")
    assert found["summary"]["contradicted"] == [wrong["follows"]["key"]]
    assert found["submissions"][1]["questions"][0]["first_wrong_line"] is None
    assert "contradicts decisions.yaml, line 2" in grade(capsys, "hw.yaml", "in")[1]


def test_marks_by_hand_override(capsys):
    Path("decisions.yaml").write_text(
        "- {student: s003, question: q1, marks: 4.5, why: explained orally, by: mk}\n"
    )
    found = record(capsys, "hw.yaml", "in")
    assert marks_of(found)["s003", "q1"] == ("4.5", "4.5")
    out = grade(capsys, "hw.yaml", "in/s003.yaml", "--question", "q1")[1]
    assert "set to 4.5 by hand by mk" in out


@pytest.mark.parametrize(
    "text",
    [
        "key: x\n",
        "- {key: a}\n",
        "- {key: a, verdict: maybe}\n",
        "- {student: a, marks: 1}\n",
        "- {student: a, question: q9, marks: 1}\n",
        "- {student: a, question: q1, marks: 7}\n",
        "- {key: a, verdict: follows, mark: 1}\n",
    ],
)
def test_broken_decisions_are_refused(capsys, text):
    Path("decisions.yaml").write_text(text)
    code, _, err = grade(capsys, "hw.yaml", "in")
    assert code == 2
    assert "decisions.yaml:1" in err


def test_deciding_walks_through_what_waits_and_appends(capsys, monkeypatch):
    Path("decisions.yaml").write_text("# kept as it is\n")
    out = decide(capsys, monkeypatch, "f\nit's lambda*theta\n", "--decide")[1]
    assert "1 of 1   q1, 1 student" in out
    written = Path("decisions.yaml").read_text()
    assert written.startswith("# kept as it is\n- key: sha256:")
    assert "why: 'it''s lambda*theta'" in written
    assert "by: 'mk'" in written
    assert marks_of(record(capsys, "hw.yaml", "in"))["s003", "q1"] == ("6", "6")


def test_an_audit_draws_decisions_and_tells_the_agreement(capsys, monkeypatch):
    out = decide(capsys, monkeypatch, "f\n\nf\n\n", "--audit", "2")[1]
    again = decide(capsys, monkeypatch, "q\n", "--audit", "2")[1]
    assert "of 2 as the engine decided" in out
    assert "1 of 2   q" in out
    assert out.split("\n")[2:4] != again.split("\n")[2:4]  # those decided are not drawn again
    found = record(capsys, "hw.yaml", "in")
    assert found["summary"]["audit"]["asked"] == 2
