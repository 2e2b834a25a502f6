"""What is offered for names of other languages can be written in this one."""

from __future__ import annotations

import re

import pytest

from derivcheck.language.elaboration.calls import table_names
from derivcheck.language.elaboration.foreign import _ABSENT, _WRITTEN, known_elsewhere
from derivcheck.language.parsing import parse_expression


@pytest.mark.parametrize("name", _WRITTEN)
def test_what_is_offered_is_an_expression(name):
    offered = re.fullmatch(r"write `(.*)`", known_elsewhere(name))
    assert offered is not None
    parse_expression(offered[1])
    assert set(re.findall(r"(\w+)\(", offered[1])) <= table_names()


def test_no_name_of_the_language_is_foreign():
    assert {*_WRITTEN, *_ABSENT} & table_names() == set()
    assert known_elsewhere("x") is None
