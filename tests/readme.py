"""The commands of README and `docs/`, run and read again; the README's table of mistakes.

`python tests/readme.py` writes what they say today into the pages; `test_readme` compares. A page
is run from top to bottom in a folder of its own: a file that it shows is written, a command that
it shows is carried out.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from derivcheck import verify
from derivcheck.cli import main
from derivcheck.reports._witnesses import witness_rows
from derivcheck.verify.folders import load
from derivcheck.verify.record import ClaimRecord

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = (README, *sorted((ROOT / "docs").glob("*.md")))

#: a file to be written, or commands and what they print
_BLOCK = re.compile(
    r"<!-- file: (?P<name>\S+) -->\n(?P<fence>`{3,})\w*\n(?P<content>.*?)^(?P=fence)$"
    r"|(?<=```console\n)(?P<session>.*?)(?=```)",
    re.DOTALL | re.MULTILINE,
)
_LIMIT = re.compile(r"<!-- verdict: (\S+) -->\n```yaml\n(.*?)```", re.DOTALL)
_MISTAKES = re.compile(r"(?<=<!-- mistakes -->\n).*?(?=<!-- /mistakes -->)", re.DOTALL)
_TIME = re.compile(r"\b\d+\.\d+ ?(?:s|ms)\b")
#: an error of floating-point arithmetic, which depends on the machine
_ROUNDING = re.compile(r"\b\d+e-\d{2}\b")
#: the exit code of the last command
_code = 0
#: the line that stands for what an excerpt leaves out
_LEFT_OUT = "...\n"


def replays(text: str) -> Iterator[tuple[str, str]]:
    """Every console block of a page with what its commands print now."""
    with a_fresh_folder():
        for block in _BLOCK.finditer(text):
            if block["session"] is None:
                Path(block["name"]).write_text(block["content"], encoding="utf-8")
            else:
                yield block["session"], replayed(block["session"])


def limits(text: str) -> list[tuple[str, str]]:
    """The claims of a page with the verdicts that it states, each the text of a file."""
    return [(verdict, _as_file(claim)) for verdict, claim in _LIMIT.findall(text)]


def _as_file(claim: str) -> str:
    """A claim file with one claim."""
    lines = claim.replace("\n", "\n    ").rstrip()
    return f"claims:\n  - id: a\n    {lines}\n"


def replayed(session: str) -> str:
    """A console block with what its commands print now, in the working directory."""
    commands = re.findall(r"^\$ ((?:.*\\\n)*.*)\n", session, re.MULTILINE)
    printed = [f"$ {command}\n{_first_output(command)}" for command in commands]
    return "\n".join(printed)


def _first_output(command: str) -> str:
    """What a command prints that knows nothing from earlier runs."""
    with (
        tempfile.TemporaryDirectory() as cache,
        patch.dict(os.environ, {"DERIVCHECK_CACHE_DIR": cache}),
    ):
        return _output(command)


def _output(command: str) -> str:
    """What a command prints; `echo $?` tells the exit code of the one before."""
    global _code
    if command == "echo $?":
        return f"{_code}\n"
    program, *arguments = shlex.split(command.replace("\\\n", " "))
    if program == "cat":
        return "".join(Path(each).read_text(encoding="utf-8") for each in arguments)
    if program == "pytest":
        words = [sys.executable, "-m", "pytest", "-p", "derivcheck.pytest_plugin", *arguments]
        settings = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(words, capture_output=True, text=True, env=settings)
        _code = done.returncode
        return done.stdout
    assert program == "derivcheck", program
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        _code = main(arguments)
    return out.getvalue()


def timeless(text: str) -> str:
    """The text with every time the same, and no line breaks, which depend on the times."""
    return " ".join(_ROUNDING.sub("1e-16", _TIME.sub("0.0 s", text)).split())


def agrees(shown: str, printed: str) -> bool:
    """Whether a block is what the commands print, or excerpts of it in their order."""
    rest = timeless(printed)
    if _LEFT_OUT not in shown:
        return timeless(shown) == rest
    for part in filter(None, map(timeless, shown.split(_LEFT_OUT))):
        _, found, rest = rest.partition(part)
        if found != part:
            return False
    return True


@contextlib.contextmanager
def a_fresh_folder() -> Iterator[None]:
    """A working directory of its own."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def mistakes() -> str:
    """A row for every erratum of the notes: its id, what is wrong, and why that is so."""
    folder = ROOT / "derivations"
    read = load([str(folder)]).derivations
    wrong = [claim.id.value for file in read for claim in file.claims if claim.erratum]
    report = verify(folder, select=wrong, timeout=60)
    rows = [
        "| claim | what is wrong | smallest counterexample found, or what does not fit |",
        "|---|---|---|",
    ]
    for claim in report.claims:
        assert claim.ok, claim.message
        assert claim.erratum is not None
        why = claim.erratum.why.replace("*", r"\*").replace("|", r"\|")
        rows.append(f"| {claim.id} | {why} | {_shown(claim)} |")
    return "\n".join(rows) + "\n"


def _shown(claim: ClaimRecord) -> str:
    example = claim.counterexample
    if example is not None and example.kind == "midpoint":
        rows = witness_rows(example) or []
        return f"`{', '.join(f'{label}: {text}' for label, text in rows)}`"
    if example is None and claim.claim.startswith("lim("):
        return "the limit is another value"
    sentence = (example.sentence if example else None) or claim.message or ""
    return f"`{sentence.removeprefix('always: ')}`"


def written_mistakes(text: str) -> str:
    """The table as the README has it."""
    found = _MISTAKES.search(text)
    assert found is not None
    return found.group()


def refreshed(text: str) -> str:
    """A page with what the commands print today."""
    today = iter(list(replays(text)))

    def anew(block: re.Match[str]) -> str:
        if block["session"] is None:
            return block.group()
        shown, printed = next(today)
        # An excerpt that is no longer printed is left to its test.
        return shown if _LEFT_OUT in shown else printed

    text = _BLOCK.sub(anew, text)
    return _MISTAKES.sub(lambda _: mistakes(), text)


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(refreshed(page.read_text(encoding="utf-8")), encoding="utf-8")
