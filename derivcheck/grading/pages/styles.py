"""The style sheets of these pages: chains and formulas as in reports, then their own."""

from __future__ import annotations

from derivcheck.reports.entries import STYLES as ENTRIES
from derivcheck.reports.page import stylesheet

STYLES = (*ENTRIES, stylesheet("derivcheck.grading.pages", "pages.css"))
