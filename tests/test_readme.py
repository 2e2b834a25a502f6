"""What the README says, against what the program does."""

from __future__ import annotations

import re

import pytest
import readme

from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import parse_proposition
from derivcheck.reports._codes import CODES
from derivcheck.reports._manuals import manuals

TEXT = readme.README.read_text(encoding="utf-8")
EXAMPLES = re.findall(
    r"^\|.*\|.*\| `([^`]*)` \|$", TEXT.split("<!-- mistakes -->")[0], re.MULTILINE
)


@pytest.mark.parametrize("session", readme.sessions(TEXT), ids=lambda s: s.split("\n")[0])
def test_the_commands_print_what_the_readme_shows(session, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    with readme.a_place_with(readme.files(TEXT)):
        printed = readme.replayed(session)
        assert readme.agrees(session, printed), printed


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
