"""Texts of a claim as formulas, in the names that the claim declares."""

from __future__ import annotations

import re

from derivcheck.reports.mathml import typeset
from derivcheck.reports.page import Markup, element
from derivcheck.verify.record import ClaimRecord

_NAME = re.compile(r"[^\W\d]\w*")
_FUNCTION = re.compile(r"([^\W\d]\w*)(?:\[[^\]]*\])?: function")


def declared(claim: ClaimRecord) -> frozenset[str]:
    """The functions that a claim declares: they hide those of the language."""
    headings = (_NAME.match(text) for text in claim.where)
    defined = {found.group() for found in headings if found}
    return frozenset(defined | set(_FUNCTION.findall(claim.scope or "")))


def statement(claim: ClaimRecord) -> Markup:
    """What a claim says; of a chain its first and its last line."""
    names = declared(claim)
    if claim.steps is None or "\n" not in claim.claim:
        return typeset(claim.read_as or claim.claim, names)
    first, last = opening(claim), claim.steps[-1].text if claim.steps else ""
    dots = element("span", " ⋯ ", class_="quiet") if len(claim.steps) > 1 else " "
    return element("span", typeset(first, names), dots, typeset(last, names))


def opening(claim: ClaimRecord) -> str:
    """The first line of a chain, which stands before those that are judged."""
    steps = claim.steps or ()
    if steps and steps[0].index == 1:
        return steps[0].text
    first, _, _ = claim.claim.partition(f"\n{steps[0].text}") if steps else (claim.claim, "", "")
    return first
