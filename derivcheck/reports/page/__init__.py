"""What pages are built of: elements whose every text is escaped, and a frame without scripts.

page("Marks", [element("h1", "Marks"), badge("proved"), element("p", "10 of 12")])
"""

from __future__ import annotations

from derivcheck.reports.page.elements import Content, Markup, element, joined
from derivcheck.reports.page.frame import page, stylesheet
from derivcheck.reports.page.marks import badge

__all__ = ["Content", "Markup", "badge", "element", "joined", "page", "stylesheet"]
