"""Commands on hostile files: results of a run for `report`, submissions for `grade`.

A command ends with one of its exit codes, without a traceback, and prints nothing that could
harm whoever reads it.
"""

from __future__ import annotations

import contextlib
import io
import json
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from harmless import CONTROL, elements
from slips import HOSTILE, MARKUP, ROOT, slipped
from watching import Watch

from derivcheck.cli import main

COURSE = ROOT / "derivations" / "course"
#: a run with a finding of every kind
CLAIMS = """\
symbols: {x: scalar, A: 'matrix[n, m]'}
claims:
  - {id: right, claim: x + x = 2*x}
  - {id: wrong, claim: x + x = 3*x}
  - {id: misfit, claim: A@A = A}
  - {id: unread, claim: x = y}
  - {id: known, claim: x*x = x, erratum: {why: so, correct: x*x = x^2}}
  - id: chain
    steps: [(x + 1)^2, = x^2 + 1, = 1 + x^2]
"""


def results(folder: Path) -> str:
    """The results of a run as JSON."""
    file = folder / "claims.yaml"
    file.write_text(CLAIMS, encoding="utf-8")
    code, out, _ = spoken(["verify", str(file), "--format", "json", "--no-cache", "-j", "1"])
    assert code == 1
    return out


def spoken(arguments: Sequence[str]) -> tuple[int | str, str, str]:
    """Exit code and output of a command; what it raised in the place of the code."""
    out, err = io.StringIO(), io.StringIO()
    code: int | str
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(list(arguments))
        except BaseException:  # noqa: BLE001  (whatever it is, it must not be)
            code = traceback.format_exc()
    return code, out.getvalue(), err.getvalue()


def changed(value: object, random: Random) -> object:
    """A value of JSON with one part of it replaced by something else."""
    others = (None, True, -1, 10**400, 1e308, "", [], {}, [[]], {"": {}}, *MARKUP, *HOSTILE)
    if random.random() < 0.12 or not isinstance(value, (dict, list)) or not value:
        return random.choice(others)
    keys = list(value) if isinstance(value, dict) else range(len(value))
    key = random.choice(list(keys))
    inner = value[key]  # type: ignore[index,call-overload]
    if isinstance(value, dict):
        if random.random() < 0.1:
            return {name: each for name, each in value.items() if name != key}
        return {**value, key: changed(inner, random)}
    return [*value[:key], changed(inner, random), *value[key + 1 :]]


def of_results(text: str, random: Random, folder: Path, watch: Watch) -> Iterator[str]:
    """What is wrong with `report` on results with slips."""
    if random.random() < 0.3:
        given = slipped(text, random)
    else:
        given = json.dumps(changed(json.loads(text), random))
    path = folder / "results.json"
    path.write_bytes(given.encode("utf-8", "surrogatepass"))
    form = random.choice(("text", "html", "markdown", "github", "junit", "sarif", "gitlab", "json"))
    yield from _wrongs(["report", str(path), "--format", form], form, watch)


def of_submission(random: Random, folder: Path, watch: Watch) -> Iterator[str]:
    """What is wrong with `grade` on an assignment or a submission with slips."""
    submissions = sorted((COURSE / "submissions").iterdir())
    chosen = random.choice(submissions)
    assignment, submission = folder / "assignment.yaml", folder / chosen.name
    texts = {assignment: COURSE / "assignment.yaml", submission: chosen}
    for path, source in texts.items():
        text = source.read_text(encoding="utf-8")
        broken = path is submission or random.random() < 0.1
        path.write_bytes((slipped(text, random) if broken else text).encode("utf-8", "replace"))
    form = random.choice(("text", "json"))
    words = ["grade", str(assignment), str(submission), "--format", form, "--question", "q1"]
    yield from _wrongs([*words, "--timeout", "2", "-j", "1"], form, watch)
    submission.unlink()


def _wrongs(arguments: Sequence[str], form: str, watch: Watch) -> Iterator[str]:
    with watch.on():
        code, out, err = spoken(arguments)
    if code not in (0, 1, 2) or "Traceback" in err:
        yield f"{code}: {err}"
    told = err if form in ("json", "sarif", "gitlab") else out + err
    if bad := CONTROL.search(told):
        yield f"a control character {bad.group()!r} of {form}"
    if form in ("html", "markdown") and code in (0, 1):
        yield from (elements(out) if form == "html" else ())
    if form == "github":
        yield from (line for line in out.splitlines() if not line.startswith("::"))
    yield from watch.noted()
