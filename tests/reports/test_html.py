"""The page: everything of a record is on it, as text, and can be found and filtered."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hostile import EVERYTHING, EVIL, FORBIDDEN, GOOD, HOSTILE
from pages import read
from samples import COMMA, ERRATUM, MISFIT, PROVED, RIDGE, SIGN, STALE, UNKNOWN, claim, report

from derivcheck.reports import Options, html, render
from derivcheck.reports._clean import harmless
from derivcheck.verify.record import Counterexample, Verdict

PLOT = {
    "variable": "x",
    "at": "1",
    "held": None,
    "exact": True,
    "left": [["0", "0"], ["1", "1"], ["2", "4"], ["3", None], ["4", "16"], ["5", "25"]],
    "right": [["0", "1"], ["1", "2"], ["2", "3"], ["3", "4"], ["4", "5"], ["5", "6"]],
}


def page(*claims, **known):
    return read(render(report(*claims, **known), "html", Options()))


def rows(made, ident):
    """The names of what is told about a claim, with their text."""
    names, told = [], []
    for element in made.find(id=ident)[0].walk():
        if element.tag == "dt":
            names.append(element.text)
        elif element.tag == "dd":
            told.append(" ".join(element.text.split()))
    return dict(zip(names, told, strict=True))


def test_the_head_tells_the_outcome():
    made = page(PROVED, SIGN, seconds=1.5)
    heads = [each.text for each in made.walk() if each.tag in ("title", "h1")]
    assert heads == ["derivcheck: 2 claims in 1 file, 1 not as expected"] * 2
    assert "12 admissible points, 1.5 s; derivcheck 0.1.0, seed 0." in made.text


def test_a_refuted_claim_shows_both_values_and_what_was_meant():
    told = rows(page(SIGN), f"{RIDGE}::ridge.gradient")
    assert told["finding"] == "DC301 refuted claim"
    point, left, right = re.split("left|right", told["fails"].replace("\u2062", ""))
    assert point == "at n=1, d=1, X=[1], y=[1], θ=[0], λ=1"
    assert (left, right) == ("∇θL= [-1]", "X⊤y+X⊤Xθ+λθ= [1]")
    assert told["meant?"].endswith("the sign of X'@y; this line is proved for every n and d")
    assert "grad(L, theta) = -X'@y + X'@X@theta + lambda*theta" in told["meant?"]
    assert told["written"] == "grad(L, theta) = X'@y"
    assert told["place"] == f"{RIDGE}:11:12 link"


def test_a_proved_claim_is_closed_and_one_that_needs_a_look_is_open():
    made = page(PROVED, SIGN, STALE, ERRATUM, replace(PROVED, id="s", verdict=Verdict.SUPPORTED))
    opened = [("open" in e.attributes) for e in made.walk() if e.tag == "details"]
    assert opened == [False, True, True, False, True]  # the file of the stale one comes last


def test_evidence_stands_below_a_proved_claim():
    told = rows(page(PROVED), f"{RIDGE}::tanh")
    assert told["symbolic"].startswith("scalar normal form: both sides are")
    assert told["numeric"] == "12 admissible points, both sides agree to 57 digits"
    assert told["read as real"] == "x"


def test_the_first_wrong_line_of_a_chain_is_lit():
    made = page(MISFIT)
    lines = [e for e in made.walk() if e.tag == "li"]
    assert [e.attributes.get("value") for e in lines] == ["1", "2", "3", "4", "5", "6"]
    lit = [e for e in lines if e.attributes.get("class") == "wrong"]
    assert [e.attributes["value"] for e in lit] == ["3"]
    assert "first wrong line" in lit[0].text
    assert "judged from line 2" in lines[3].text
    assert "Step 4 is judged from step 2 and follows; steps 5 and 6 follow." in made.text


def test_a_known_mistake_tells_why_and_what_is_right():
    told = rows(page(ERRATUM), f"{RIDGE}::ridge.sign")
    assert told["mistake"] == "the sign of X'@y is lost"
    assert "grad(L, theta) = -X'@y" in told["correct"]
    assert "known mistake" in page(ERRATUM).text
    assert "stale erratum" in page(STALE).find(class_="unexpected")[0].text


def test_notes_are_quoted_and_declarations_shown():
    known = replace(PROVED, quote="$x$\tis", note="mind", where=("f = x^2",), conditions=("x > 0",))
    told = rows(page(known), f"{RIDGE}::tanh")
    assert (told["notes say"], told["note"], told["where"]) == ("$x$ is", "mind", "f=x2")
    assert told["assumed"] == "defined where x > 0"


def test_the_formula_of_the_notes_is_named():
    related = ({"file": "notes/ridge.md", "line": 25, "label": "eq-ridge"},)
    told = rows(page(replace(PROVED, related=related)), f"{RIDGE}::tanh")
    assert told["transcribes"] == "notes/ridge.md:25 eq-ridge"


def test_a_function_that_the_claim_declares_is_none_of_the_language():
    shown = claim("a", claim="inv(x) = 1", where=("inv(x) = x^2",))
    assert "inv(x)" in page(shown).find(id=shown.address)[0].text.replace("\u2061", "")
    unknown = claim("a", claim="inv(x) = 1", scope="every inv: function(scalar) -> scalar")
    assert "inv(x)" in page(unknown).find(id=unknown.address)[0].text.replace("\u2061", "")


def test_what_cannot_be_read_stands_in_front_with_its_line():
    made = page(PROVED, problems=[UNKNOWN, COMMA])
    (problems,) = made.find(class_="problems")
    assert "derivations/ridge.yaml:11:37" in problems.text
    assert "    claim: grad(L, theta) = -X'@y + Lambda*theta" in problems.text
    assert "^^^^^^ did you mean lambda?" in problems.text


def test_a_witness_is_told_line_by_line():
    example = Counterexample(kind="midpoint", rows=(("at 0 and 2", "mean 1"), ("midpoint", "2")))
    told = rows(page(replace(SIGN, counterexample=example)), SIGN.address)
    assert told["fails"] == "at 0 and 2mean 1midpoint2"
    only = Counterexample(kind="negation", sentence="it has a derivative at 0")
    told = rows(page(replace(SIGN, counterexample=only)), SIGN.address)
    assert told["fails"] == "it has a derivative at 0"


# Pictures ---------------------------------------------------------------------------------


def test_both_sides_are_drawn_with_gaps_and_the_point_where_they_differ():
    made = page(replace(SIGN, plot=PLOT))
    (chart,) = made.find(class_="chart")
    lines = [e for e in chart.walk() if e.tag == "polyline"]
    assert [e.attributes["class"] for e in lines] == ["line-0", "line-0", "line-1"]
    assert [len(e.attributes["points"].split()) for e in lines] == [3, 2, 6]
    assert "x = 1" in chart.text
    assert len([e for e in chart.walk() if e.tag == "circle"]) == 2


def test_a_line_is_not_drawn_over_a_pole():
    plot = {**PLOT, "left": [["-1", "-1"], ["-1/2", "-2"], ["1/2", "2"], ["1", "1"]], "at": None}
    (chart,) = page(replace(SIGN, plot=plot)).find(class_="chart")
    lines = [e.attributes for e in chart.walk() if e.tag == "polyline"]
    assert [each["class"] for each in lines] == ["line-0", "line-0", "line-1"]


def test_a_slice_is_told_as_one():
    (chart,) = page(replace(SIGN, plot={**PLOT, "held": {"y": "2"}})).find(class_="chart")
    assert "where y = 2" in chart.text


def test_a_side_that_runs_off_does_not_flatten_the_other():
    plot = {**PLOT, "left": [*PLOT["left"], ["6", "100000"]]}
    (chart,) = page(replace(SIGN, plot=plot)).find(class_="chart")
    assert "100000" not in chart.text


def test_no_picture_is_drawn_of_nothing():
    plot = {**PLOT, "left": [], "right": []}
    assert not page(replace(SIGN, plot=plot)).find(class_="chart")


# Filters ----------------------------------------------------------------------------------


def test_every_filter_counts_its_claims():
    made = page(PROVED, SIGN, MISFIT, STALE, ERRATUM)
    labels = [e.text.split() for e in made.walk() if e.tag == "label"]
    assert [" ".join(words) for words in labels] == [
        "all 5",
        "not as expected 3",
        "refuted 2",
        "ill-posed 1",
        "undecided 0",
        "supported 0",
        "proved 2",
        "known mistakes 2",
    ]
    off = [e.attributes["id"] for e in made.walk() if "disabled" in e.attributes]
    assert off == ["show-is-undecided", "show-is-supported"]


def test_the_style_sheet_knows_every_filter():
    style = next(e for e in page(PROVED).walk() if e.tag == "style").text
    for kind in html._FILTERS:
        hidden = f":is(.claim:not(.{kind}), .file:not(.has-{kind}))"
        assert f"body:has(#show-{kind}:checked) {hidden}" in style


def test_claims_and_files_carry_the_kinds_they_can_be_looked_for_as():
    made = page(PROVED, STALE, replace(SIGN, verdict=Verdict.ILL_POSED))
    kinds = [e.attributes["class"] for e in made.walk() if e.tag == "details"]
    assert sorted(kinds) == [
        "claim is-ill-posed is-unexpected",
        "claim is-proved",
        "claim is-proved is-erratum is-unexpected",
    ]
    files = [e.attributes["class"] for e in made.walk() if e.tag == "section"]
    assert "file has-is-proved has-is-ill-posed has-is-unexpected" in files


# Large and hostile ------------------------------------------------------------------------


def test_ids_are_unique_and_every_link_leads_somewhere():
    made = page(PROVED, SIGN, MISFIT, STALE, ERRATUM)
    ids = [e.attributes["id"] for e in made.walk() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    links = [e.attributes["href"] for e in made.walk() if e.tag == "a"]
    assert links
    assert all(link.startswith("#") for link in links)


def test_of_many_claims_the_proved_ones_have_one_line_each():
    many = [replace(PROVED, id=f"c{n}", address=f"{RIDGE}::c{n}") for n in range(1_001)]
    made = page(*many, SIGN)
    brief = [e for e in made.find(class_="claim") if e.tag == "div"]
    assert len(brief) == 1_001
    assert "d(tanh(x), x) = 1 - tanh(x)^2" in brief[0].text
    assert [e.attributes["id"] for e in made.walk() if e.tag == "details"] == [SIGN.address]
    size = len(render(report(*many), "html", Options()))
    assert size < 1_001 * 800 + 60_000


@pytest.mark.parametrize("made", [HOSTILE, EVERYTHING, GOOD])
def test_no_text_becomes_markup(made):
    text = render(made, "html", Options())
    assert not [sign for sign in FORBIDDEN if sign in text]
    text.encode()
    tags = {e.tag for e in read(text).walk()}
    assert not tags & {"script", "i", "em", "img", "iframe", "object", "link", "base", "form"}
    for element in read(text).walk():
        assert not [name for name in element.attributes if name.startswith("on")]
        assert "style" not in element.attributes
        assert element.attributes.get("href", "#").startswith("#")


def test_hostile_texts_are_shown_in_full():
    shown = read(render(HOSTILE, "html", Options())).text
    line = harmless(EVIL.partition("\n")[0])
    assert shown.count(line) >= 10
