"""Elements of HTML, MathML and SVG: a text becomes markup in one place, escaped and harmless."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from derivcheck.reports._clean import harmless


@dataclass(frozen=True, slots=True)
class Markup:
    """Text that is markup already; only `element` and `joined` make it."""

    text: str


#: what stands in an element: texts are escaped, None is nothing
Content: TypeAlias = "Markup | str | Iterable[Content] | None"

#: elements of HTML without content, which have no end
_VOID = frozenset({"br", "hr", "input", "meta", "wbr"})


def element(tag: str, /, *content: Content, **attributes: str | float | bool | None) -> Markup:
    """`element("a", "here", href="#top")`.

    Names of attributes may end in `_` (`class_`) and have `_` for `-` (`aria_label`). True
    stands for an attribute without value; None and False leave it out.
    """
    given = "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in _VOID:
        return Markup(f"<{tag}{given}>")
    return Markup(f"<{tag}{given}>{joined(*content).text}</{tag}>")


def joined(*content: Content) -> Markup:
    """Contents one after the other."""
    return Markup("".join(_pieces(content)))


def _pieces(content: Content) -> Iterable[str]:
    if content is None:
        return
    if isinstance(content, Markup):
        yield content.text
    elif isinstance(content, str):
        yield escape(harmless(content), quote=False)
    else:
        for each in content:
            yield from _pieces(each)


def _attribute(name: str, value: str | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    written = name.removesuffix("_").replace("_", "-")
    if value is True:
        return f" {written}"
    return f' {written}="{escape(harmless(_number(value)))}"'


def _number(value: str | float) -> str:
    """Numbers of at most two decimals, which is enough for places in a drawing."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)
