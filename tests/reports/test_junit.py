"""JUnit XML, read back by the XML parser and by a reader of JUnit reports."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import junitparser
import pytest
from hostile import EVERYTHING, FORBIDDEN, GOOD, HOSTILE
from samples import COMMA, ERRATUM, PROVED, SIGN, STALE, UNKNOWN, report

from derivcheck.reports import Options, render
from derivcheck.verify.record import Verdict


def tree(made):
    return ElementTree.fromstring(render(made, "junit", Options()).encode())


def cases(made):
    """Name and outcome of every case: None, or kind, type and message."""
    found = {}
    for suite in junitparser.JUnitXml.fromstring(render(made, "junit", Options()).encode()):
        for case in suite:
            told = [(type(r).__name__, r.type, r.message) for r in case.result]
            assert len(told) <= 1
            found[case.name] = told[0] if told else None
    return found


def test_a_case_a_claim_with_its_outcome():
    undecided = replace(
        PROVED,
        id="open",
        verdict=Verdict.UNDECIDED,
        ok=False,
        code="DC404",
        message="nothing decided it",
    )
    internal = replace(undecided, id="crash", code="DC901", message="please report it")
    unread = replace(PROVED, id="unread", ok=False, code="DC201", problems=(UNKNOWN,))
    made = report(
        PROVED,
        replace(PROVED, id="supported", verdict=Verdict.SUPPORTED),
        SIGN,
        STALE,
        ERRATUM,
        undecided,
        internal,
        unread,
        problems=[UNKNOWN, COMMA],
    )
    assert cases(made) == {
        "tanh": None,
        "supported": None,
        "ridge.gradient": (
            "Failure",
            "DC301",
            "refuted at n = 1, d = 1, X = [[1]], y = [1], theta = [0], lambda = 1:"
            " left [-1], right [1]",
        ),
        "softsign": (
            "Failure",
            "DC501",
            "stale erratum: The line above it is now proved: remove the erratum.",
        ),
        "ridge.sign": ("Skipped", "erratum", "erratum: the sign of X'@y is lost"),
        "open": ("Failure", "DC404", "undecided: nothing decided it"),
        "crash": ("Error", "DC901", "internal error: please report it"),
        "unread": ("Error", "DC201", "unknown name Lambda"),
        "(reading)": ("Error", "DC107", "a comma cut this value in two"),
    }


def test_a_suite_a_file_and_the_counts_are_those_of_the_cases():
    root = tree(EVERYTHING)
    assert [suite.get("name") for suite in root] == [
        "derivations/ridge.yaml",
        "derivations/optimiser.yaml",
        "derivations/activations.yaml",
        "derivations/hinge.yaml",
    ]
    for element in [root, *root]:
        every = list(element.iter("testcase"))
        assert int(element.get("tests")) == len(every)
        for count, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(element.get(count)) == sum(case.find(kind) is not None for case in every)
    assert (root.get("failures"), root.get("errors"), root.get("skipped")) == ("3", "2", "1")


def test_a_case_names_its_place_and_tells_the_finding_in_full():
    case = next(c for c in tree(EVERYTHING).iter("testcase") if c.get("name") == "ridge.gradient")
    assert (case.get("file"), case.get("line")) == ("derivations/ridge.yaml", "11")
    assert "Meant?  grad(L, theta) = -X'@y" in case.find("failure").text


def test_warnings_fail_nothing():
    root = tree(report(PROVED, problems=[replace(UNKNOWN, severity="warning")]))
    assert (root.get("tests"), root.get("errors")) == ("1", "0")
    assert "unknown name Lambda" in root.find("testsuite/system-out").text


def test_the_same_id_in_two_files_is_two_cases():
    other = replace(PROVED, file="derivations/b.yaml")
    assert [case.get("classname") for case in tree(report(PROVED, other)).iter("testcase")] == [
        "derivations/ridge.yaml",
        "derivations/b.yaml",
    ]


@pytest.mark.parametrize("made", [GOOD, HOSTILE])
def test_texts_of_users_are_no_elements(made):
    known = {"testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out"}
    root = tree(made)
    assert {element.tag for element in root.iter()} <= known
    told = [e.text or "" for e in root.iter()] + [v for e in root.iter() for v in e.attrib.values()]
    assert not any(sign in text for sign in FORBIDDEN for text in told)


def test_a_hostile_claim_is_told_as_it_is():
    failure = tree(HOSTILE).find(".//failure")
    assert "<b>&amp;]]></failure><!-- -->" in failure.text
