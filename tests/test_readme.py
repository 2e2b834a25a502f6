"""What the README says, against what the program does."""

from __future__ import annotations

import re

import pytest
import readme

from derivcheck import verify
from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import parse_proposition
from derivcheck.reports._codes import CODES
from derivcheck.reports._manuals import manuals

TEXT = readme.README.read_text(encoding="utf-8")
EXAMPLES = re.findall(
    r"^\|.*\|.*\| `([^`]*)` \|$", TEXT.split("<!-- mistakes -->")[0], re.MULTILINE
)


@pytest.mark.parametrize("page", readme.PAGES, ids=lambda page: page.stem)
def test_the_commands_print_what_a_page_shows(page, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    for shown, printed in readme.replays(page.read_text(encoding="utf-8")):
        assert readme.agrees(shown, printed), printed


def test_a_page_is_run_from_top_to_bottom(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    file = "<!-- file: a.yaml -->\n```yaml\nclaims:\n  - {{id: a, claim: 1 + 1 = {}}}\n```\n"
    block = "```console\n$ derivcheck verify -q a.yaml\n$ echo $?\n```\n"
    page = file.format(3) + block + file.format(2) + block
    first, second = [printed for _, printed in readme.replays(page)]
    assert "refuted a" in first
    assert first.splitlines()[-1] == "1"
    assert second.splitlines()[-1] == "0"
    assert readme.refreshed(readme.refreshed(page)) == readme.refreshed(page)


LIMITS = readme.limits((readme.ROOT / "docs" / "limits.md").read_text(encoding="utf-8"))


def test_the_limits_are_still_some(tmp_path):
    """A claim that is proved by now leaves the page."""
    for at, (_, source) in enumerate(LIMITS):
        (tmp_path / f"{at:02}.yaml").write_text(source, encoding="utf-8")
    found = [c.code if c.errors else str(c.verdict) for c in verify(tmp_path, timeout=30).claims]
    wrong = [
        (source, stated, verdict)
        for (stated, source), verdict in zip(LIMITS, found, strict=True)
        if stated != verdict
    ]
    assert wrong == []


def test_the_limits_are_of_several_kinds():
    assert {"undecided", "supported"} < {verdict for verdict, _ in LIMITS}
    assert len(LIMITS) >= 10


#: commands that are shown without their output, and the tests that run them
ELSEWHERE = {
    ".ci/run": [
        "pip install . && derivcheck verify derivations",
        "pip install '.[dev]' && pytest -n auto",
    ],
    "tests/certificates": [
        "derivcheck explain ridge.yaml::ridge.gradient --certificate gradient.json",
        "python -m derivcheck.certificates.replay gradient.json",
    ],
    "tests/test_completion.py": [
        'eval "$(_DERIVCHECK_COMPLETE=bash_source derivcheck)"          # ~/.bashrc',
        'eval "$(_DERIVCHECK_COMPLETE=zsh_source derivcheck)"           # ~/.zshrc',
        "_DERIVCHECK_COMPLETE=fish_source derivcheck | source           "
        "# ~/.config/fish/config.fish",
    ],
}


def test_every_other_command_is_run_by_a_test():
    known = {command for commands in ELSEWHERE.values() for command in commands}
    for page in readme.PAGES:
        for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            assert set(block.splitlines()) - known == set(), page.name


def test_links_between_pages_lead_somewhere():
    for page in readme.PAGES:
        for target in re.findall(r"\]\(([^)#:]+)[^):]*\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_an_excerpt_is_not_met_by_other_lines():
    printed = "$ a\nfirst\nsecond\nthird\n"
    assert readme.agrees("$ a\nfirst\n...\nthird\n...\n", printed)
    assert not readme.agrees("$ a\nthird\n...\nfirst\n...\n", printed)
    assert not readme.agrees("$ a\nfirst\n...\nfourth\n...\n", printed)
    assert not readme.agrees("$ a\nfirst\n", printed)


def test_the_table_of_mistakes_is_what_the_program_finds():
    assert readme.written_mistakes(TEXT) == readme.mistakes()


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_language_are_propositions(example):
    try:
        parse_proposition(example)
    except LanguageError as error:
        pytest.fail(error.message)


def test_the_tables_of_the_language_have_examples():
    assert len(EXAMPLES) > 30


def test_kinds_and_codes_named_in_the_readme_exist():
    assert set(re.findall(r"\bDC\d{3}\b", TEXT)) <= set(CODES)
    assert set(re.findall(r"derivcheck explain ([a-z]+)\b(?!\.|/)", TEXT)) <= {*manuals(), "ridge"}


def test_nobody_is_told_to_install_another_project_of_the_name():
    assert "derivation-check" in TEXT
    assert not re.search(r"pip install\s+['\"]?derivcheck", TEXT)
