"""The frame of a page: one file that asks nobody for anything.

The policy (Content Security Policy Level 3, W3C) allows one style sheet, known by its hash:
no script, no picture, no font, no request, whatever text may stand in the page.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from derivcheck.reports.page.elements import Content, element, joined


def page(title: str, *body: Content, styles: tuple[str, ...] = ()) -> str:
    """An HTML document; `styles` are style sheets after the common one."""
    style = "\n".join((stylesheet("derivcheck.reports.page", "page.css"), *styles))
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(style)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
    ).text.removesuffix("</head>")
    shown = joined(element("body", *body))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n{head}'
        f"<style>{style}</style></head>\n{shown.text}\n</html>\n"
    )


@cache
def stylesheet(package: str, name: str) -> str:
    """A style sheet that stands beside the modules of a package."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def _policy(style: str) -> str:
    known = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{known}'; base-uri 'none'; form-action 'none'"
