"""Submissions in JSON Lines: `{"student": "s017", "answers": {"q1": "..."}}` on each line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derivcheck.grading.reading.refusals import unknown_key
from derivcheck.grading.submission import Answer, Submission
from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place, Text
from derivcheck.verify.reading.json_places import after_blanks, members, string

_KNOWN = ("student", "transcribed-by", "answers")
_ANSWER = ("page", "transcribed-by", "steps")


def read_lines(source: str, file: str, sha256: str) -> Iterator[Submission]:
    """The submission of every line; a line that cannot be read has a problem and no answers."""
    for number, line in enumerate(source.split("\n"), start=1):
        if line.strip():
            yield _submission(line, number, file, sha256)


def _submission(line: str, number: int, file: str, sha256: str) -> Submission:
    place = Place(file, number, 1, number, len(line) + 1)
    name = f"line {number}"

    def broken(message: str) -> Submission:
        problem = Problem("DC101", message, place)
        return Submission(student=name, file=file, sha256=sha256, problems=(problem,))

    try:
        data = _encodable(json.loads(line, object_pairs_hook=_once))
    except (ValueError, RecursionError) as error:
        return broken(f"not JSON: {error}"[:200])
    if not isinstance(data, dict) or not isinstance(data.get("answers"), dict):
        return broken("a submission is a map with the keys student and answers")
    student = data.get("student")
    if not isinstance(student, str) or not student.strip():
        return broken("a submission in JSON Lines needs a student")
    problems = [unknown_key(k, _KNOWN, "a submission", place) for k in data if k not in _KNOWN]
    written = _written(Text(line, file, ((0, number, 1),)))
    answers = []
    illegible = {}
    for question, given in data["answers"].items():
        answer = _answer(question, given, written.get(question))
        if answer is None:
            message = f"the answer to {question} must be text, or a map with the key steps"
            illegible[question] = Problem("DC101", message, place)
            problems.append(illegible[question])
        else:
            answers.append(answer)
            strange = [key for key in given if key not in _ANSWER] if _is_map(given) else []
            what = f"the answer to {question}"
            problems += [unknown_key(key, _ANSWER, what, place) for key in strange]
    return Submission(
        student=student.strip(),
        file=file,
        sha256=sha256,
        transcriber=_word(data.get("transcribed-by")),
        answers=tuple(answers),
        illegible=illegible,
        problems=tuple(problems),
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one map")
    return found


def _encodable(value: Any) -> Any:
    """The value with halves of characters, which no file can hold, made question marks."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_encodable(key): _encodable(inner) for key, inner in value.items()}
    return value


def _is_map(value: Any) -> bool:
    return isinstance(value, dict)


def _word(value: Any) -> str | None:
    return (str(value).strip() or None) if isinstance(value, (str, int)) else None


def _answer(question: str, given: Any, steps: Text | None) -> Answer | None:
    if steps is None:
        return None
    more = given if _is_map(given) else {}
    return Answer(
        question=question,
        steps=steps,
        page=_word(more.get("page")),
        transcriber=_word(more.get("transcribed-by")),
    )


def _written(line: Text) -> dict[str, Text]:
    """The steps of every question, each character with its place in the line of the file."""
    source = line.value
    keys = dict(members(source, after_blanks(source, 0)))
    found = {}
    for question, at in members(source, keys["answers"]):
        steps = dict(members(source, at)).get("steps", at)
        text = string(line, steps)
        if text is not None:
            found[_encodable(question)] = replace(text, value=_encodable(text.value))
    return found
