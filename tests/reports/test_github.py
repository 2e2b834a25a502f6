"""Workflow commands, read as the runner of GitHub reads them."""

from __future__ import annotations

from dataclasses import replace

from hostile import EVERYTHING, FORBIDDEN, GOOD, HOSTILE
from samples import SIGN, report

from derivcheck.reports import Options, render

#: how the runner turns escapes back, in its order: per cent last
DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
PROPERTY = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def unescaped(text, escapes):
    for code, sign in escapes.items():
        text = text.replace(code, sign)
    return text


def read(line):
    """Level, properties and message of a command line."""
    assert line.startswith("::")
    command, sign, message = line[2:].partition("::")
    assert sign
    level, _, told = command.partition(" ")
    pairs = (each.split("=", 1) for each in told.split(","))
    return level, {k: unescaped(v, PROPERTY) for k, v in pairs}, unescaped(message, DATA)


def commands(made, **known):
    return [read(line) for line in render(made, "github", Options(**known)).splitlines()]


def test_the_commands_are_these():
    assert render(EVERYTHING, "github", Options()).splitlines() == [
        "::error file=derivations/ridge.yaml,line=11,endLine=11,col=37,endColumn=42,"
        "title=DC201 error in ridge.gradient::unknown name Lambda%0Adid you mean lambda?",
        "::error file=derivations/hinge.yaml,line=3,endLine=3,col=14,endColumn=25,"
        "title=DC107 error::a comma cut this value in two%0Aread as `scalar in (0`%0A"
        "Inside braces YAML splits at commas. Put the type in single quotes:%0A"
        "  symbols: {x: 'scalar in (0, 1)'}",
        "::error file=derivations/ridge.yaml,line=11,endLine=11,col=29,endColumn=32,"
        "title=DC301 refuted ridge.gradient::at n = 1, d = 1, X = [[1]], y = [1], theta = [0],"
        " lambda = 1%0A   left   grad(L, theta)                   = [-1]%0A"
        "   right  X'@y + X'@X@theta + lambda*theta = [1]%0A%0A"
        "Meant?  grad(L, theta) = -X'@y + X'@X@theta + lambda*theta%0A"
        "        the sign of X'@y; this line is proved for every n and d.",
        "::error file=derivations/optimiser.yaml,line=40,endLine=40,col=42,endColumn=46,"
        "title=DC202 ill-posed step 3 of lr.solving::"
        "a0'@X@X' is matrix[1, n] and X' is matrix[d, n]: cannot multiply.%0A"
        "Step 4 is judged from step 2 and follows; steps 5 and 6 follow.",
        "::error file=derivations/activations.yaml,line=58,endLine=58,col=5,endColumn=11,"
        "title=DC501 stale erratum softsign::"
        "The line above it is now proved: remove the erratum.",
    ]


def test_a_good_run_annotates_nothing():
    assert render(GOOD, "github", Options()) == ""


def test_texts_of_users_stay_in_their_command():
    read_back = commands(HOSTILE)
    assert [level for level, _, _ in read_back] == ["error", "warning", "error", "error"]
    for _, properties, message in read_back:
        assert set(properties) == {"file", "line", "endLine", "col", "endColumn", "title"}
        assert "%0A%25" in message or "%0A%25" in properties["title"]
        assert not any(sign in message + properties["title"] for sign in FORBIDDEN)


def test_columns_are_told_within_one_line_only():
    made = report(replace(SIGN, focus=(11, 29, 12, 3)))
    ((_, properties, _),) = commands(made)
    assert (properties["line"], properties["endLine"]) == ("11", "12")
    assert not {"col", "endColumn"} & set(properties)


def test_paths_are_relative_to_the_folder_of_the_run():
    cases = {
        "/w/repo/derivations/a,b:c%.yaml": "derivations/a,b:c%.yaml",
        "./derivations/../x.yaml": "x.yaml",
        "/elsewhere/x.yaml": "/elsewhere/x.yaml",
        "../other/x.yaml": "/w/other/x.yaml",
    }
    for file, shown in cases.items():
        ((_, properties, _),) = commands(report(replace(SIGN, file=file)), folder="/w/repo")
        assert properties["file"] == shown


def test_of_more_findings_than_a_step_shows_their_number_is_told():
    ten = report(*[replace(SIGN, id=f"c{n}", address=f"a::c{n}") for n in range(10)])
    assert len(commands(ten)) == 10
    many = report(*ten.claims, SIGN)
    told = commands(many)
    assert [level for level, _, _ in told] == ["error"] * 11 + ["notice"]
    assert told[-1][2] == "11 errors of which GitHub shows 10; the log has all of them"
