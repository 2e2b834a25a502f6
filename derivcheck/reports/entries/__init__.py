"""A claim with everything that is known about it, as an entry of a page."""

from __future__ import annotations

from derivcheck.reports.entries.entry import STYLES, anchor, entry, kinds

__all__ = ["STYLES", "anchor", "entry", "kinds"]
