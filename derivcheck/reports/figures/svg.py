"""What every chart is made of: a frame with a title, texts and rules."""

from __future__ import annotations

from derivcheck.reports.page.elements import Content, Markup, element

#: Okabe and Ito's colours, told apart by colour-blind readers
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")


def frame(title: str, width: float, height: float, *content: Content) -> Markup:
    """A drawing of a width and height; the title is what is read aloud."""
    return element(
        "svg",
        element("title", title),
        element("rect", width=width, height=height, fill="white", class_="ground"),
        *content,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        role="img",
        width=width,
        height=height,
        viewBox=f"0 0 {width:g} {height:g}",
        font_family="system-ui, sans-serif",
        font_size=11,
    )


def document(drawing: Markup) -> str:
    """A drawing as a file of its own."""
    return drawing.text + "\n"


def text(x: float, y: float, content: Content, **attributes: str | float) -> Markup:
    """A text at a place."""
    return element("text", content, x=x, y=y, **attributes)


def rule(x: float, y: float, x2: float, y2: float, **attributes: str) -> Markup:
    """A straight line, thin and grey unless said otherwise."""
    given = {"stroke": "#ddd", "class_": "rule"} | attributes
    return element("line", x1=x, y1=y, x2=x2, y2=y2, **given)
