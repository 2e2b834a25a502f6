"""Elements escape every text, and a page asks nobody for anything."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hostile import CONTROL, EVIL, FORBIDDEN, MARKUP

from derivcheck.reports.page import badge, element, joined, page
from derivcheck.verify.record import Verdict


class Reader(HTMLParser):
    """Collects tags, attributes and text as a browser would."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append(dict(attrs))

    def handle_data(self, data):
        self.text += data


def test_a_text_stays_text():
    read = Reader(element("p", MARKUP).text)
    assert read.tags == ["p"]
    assert read.text == MARKUP


def test_a_value_of_an_attribute_stays_one_value():
    value = """"><script>alert('1')</script>"""
    read = Reader(element("a", "x", href=value).text)
    assert read.tags == ["a"]
    assert read.attributes == [{"href": value}]


@pytest.mark.parametrize("made", [element("p", CONTROL), element("p", title=CONTROL)])
def test_signs_that_direct_writing_are_shown_as_their_codes(made):
    assert not [sign for sign in FORBIDDEN if sign in made.text]
    assert r"\u202e" in made.text


def test_contents_may_be_nested_and_absent():
    assert joined("a<", None, [element("b", ["c", None])], ()).text == "a&lt;<b>c</b>"


def test_attributes_are_written_as_html_and_svg_name_them():
    made = element("circle", class_="a", stroke_width=1.50, hidden=True, id=None, open=False)
    assert made.text == '<circle class="a" stroke-width="1.5" hidden></circle>'
    assert element("meta", charset="utf-8").text == '<meta charset="utf-8">'


def test_the_policy_allows_the_one_style_sheet_and_nothing_else():
    text = page("Title <1>", element("p", EVIL), styles=("p { color: red }",))
    (style,) = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    known = b64encode(sha256(style.encode()).digest()).decode()
    (policy,) = [a["content"] for a in Reader(text).attributes if "http-equiv" in a]
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{known}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert style.endswith("p { color: red }")
    assert not re.findall(r"url\(|@import|@font-face", style)


def test_a_page_has_no_script_no_link_and_no_style_of_its_own():
    read = Reader(page("x", element("p", EVIL)))
    assert set(read.tags) == {"html", "head", "meta", "title", "style", "body", "p"}
    assert not [a for a in read.attributes if "style" in a or "src" in a]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdict_has_a_word_a_shape_and_a_colour(verdict):
    read = Reader(badge(verdict).text)
    word = {"ill_posed": "ill-posed"}.get(verdict.value, verdict.value)
    assert read.text == word
    assert read.attributes[0] == {"class": f"badge {word}"}
    assert "path" in read.tags


def test_no_two_verdicts_have_the_same_shape():
    assert len({re.sub("ill-posed|[a-z]+ed", "", badge(v).text) for v in Verdict}) == 5
