"""The elements of MathML that formulas are made of."""

from __future__ import annotations

from derivcheck.reports.page.elements import Content, Markup, element, joined

#: the application of a function and the product that are not written; both are invisible
#: signs, which texts of users may not hold
APPLICATION, PRODUCT = Markup("<mo>&#x2061;</mo>"), Markup("<mo>&#x2062;</mo>")

#: elements that are higher than a line
_HIGH = ("mfrac", "munder", "mtable")


def identifier(name: str) -> Markup:
    """A letter in italics or a word upright, as MathML does by itself."""
    return element("mi", name)


def operator(sign: str, **attributes: str) -> Markup:
    """A sign with the space that the dictionary of operators gives it."""
    return element("mo", sign, **attributes)


def number(digits: str) -> Markup:
    """A number as written; a power of ten is written as one."""
    mantissa, mark, exponent = digits.lower().partition("e")
    if not mark:
        return element("mn", digits)
    ten = superscript(element("mn", "10"), minus_or_number(exponent))
    return row(element("mn", mantissa), operator("·"), ten)


def minus_or_number(digits: str) -> Markup:
    """`-3` with a proper minus sign."""
    value = digits.lstrip("+-")
    return row(operator("−") if digits.startswith("-") else None, element("mn", value))


def words(text: str) -> Markup:
    """Words between formulas, with space on both sides."""
    return element("mtext", f"\u00a0{text}\u00a0")


def row(*content: Content) -> Markup:
    """Formulas beside each other."""
    return element("mrow", *content)


def fenced(content: Content, left: str = "(", right: str = ")") -> Markup:
    """A formula in brackets, which grow only with what is higher than a line."""
    inner = joined(content)
    grows = any(f"<{tag}" in inner.text for tag in _HIGH)
    return row(_fence(left, grows=grows), inner, _fence(right, grows=grows))


def _fence(sign: str, *, grows: bool) -> Markup:
    stretchy = "true" if grows else "false"
    return operator(sign, fence="true", stretchy=stretchy, lspace="0", rspace="0")


def superscript(base: Content, exponent: Content) -> Markup:
    """The exponent above to the right."""
    return element("msup", base, row(exponent))


def subscript(base: Content, index: Content) -> Markup:
    """The index below to the right."""
    return element("msub", base, row(index))


def scripts(base: Content, below: Content, above: Content) -> Markup:
    """Both an index and an exponent."""
    return element("msubsup", base, row(below), row(above))


def under(base: Content, below: Content, above: Content = None) -> Markup:
    """What stands below a large sign, and above it if there is anything."""
    if above is None:
        return element("munder", base, row(below))
    return element("munderover", base, row(below), row(above))


def fraction(above: Content, below: Content) -> Markup:
    """A quotient with a bar."""
    return element("mfrac", row(above), row(below))


def commas(contents: list[Markup]) -> Markup:
    """`a, b, c`"""
    parts: list[Content] = []
    for content in contents:
        parts += [operator(","), content] if parts else [content]
    return row(*parts)


def applied(function: Content, *arguments: Content) -> Markup:
    """`f(x, y)`"""
    inner = commas([row(argument) for argument in arguments])
    return row(function, APPLICATION, fenced(inner))


def thin() -> Markup:
    """A thin space, as between a factor and a word."""
    return element("mspace", width="0.17em")


def table(rows: list[list[Content]], **attributes: str) -> Markup:
    """Rows of cells."""
    made = (element("mtr", *(element("mtd", cell) for cell in cells)) for cells in rows)
    return element("mtable", *made, **attributes)
