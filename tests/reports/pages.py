"""Pages read as a browser reads them: a tree of elements with their text."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"br", "hr", "input", "meta", "wbr"}


class Element:
    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.parts = tag, attributes, []

    @property
    def text(self):
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def walk(self):
        yield self
        for part in self.parts:
            if isinstance(part, Element):
                yield from part.walk()

    def find(self, *, id=None, class_=None):  # noqa: A002
        return [
            each
            for each in self.walk()
            if id in (None, each.attributes.get("id"))
            and (class_ is None or class_ in each.attributes.get("class", "").split())
        ]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag, attrs):
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data):
        self.open[-1].parts.append(data)


def read(text):
    """The tree of a page, every element of which is closed."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert len(reader.open) == 1
    return reader.open[0]
