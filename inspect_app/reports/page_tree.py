"""The page that a house style's templates make, taken apart: what the web and Word editions are made of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

_VOID = frozenset({"meta", "link", "br", "col", "img", "hr", "input"})


@dataclass
class Element:
    """An element: its attributes and what stands in it, texts and elements in order."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    def __iter__(self) -> Iterator["Element"]:
        """This element and every one within it, in the order they stand."""
        yield self
        for child in self.elements:
            yield from child

    @property
    def elements(self) -> Iterator["Element"]:
        """The elements that stand directly in this one."""
        return (child for child in self.children if isinstance(child, Element))

    @property
    def text(self) -> str:
        """All its words, with single blanks."""
        return " ".join("".join(_texts(self)).split())

    @property
    def classes(self) -> frozenset[str]:
        """Its classes."""
        return frozenset(self.attributes.get("class", "").split())

    def all(self, *tags: str) -> Iterator["Element"]:
        """Every element of those tags within it."""
        return (each for each in self if each.tag in tags)

    def first(self, wanted: Callable[["Element"], bool]) -> "Element | None":
        """The first element that is wanted."""
        return next((each for each in self if wanted(each)), None)

    def html(self) -> str:
        """The element as HTML."""
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes.items())
        if self.tag in _VOID:
            return f"<{self.tag}{attributes}>"
        return f"<{self.tag}{attributes}>{self.inside()}</{self.tag}>"

    def inside(self) -> str:
        """What stands in the element, as HTML."""
        return "".join(
            escape(child, quote=False) if isinstance(child, str) else child.html() for child in self.children
        )


def _texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag == "br":
            yield " "
        else:
            yield from _texts(child)


@dataclass(frozen=True)
class PageTree:
    """A report as one page: what stands before its chapters, and the chapters by their ids in order."""

    language: str
    title: str
    told: dict[str, str]
    cover: Element | None
    chapters: tuple[Element, ...]


def take_apart(html: str) -> PageTree:
    """The page with its parts; a chapter is an element of the class "chapter" that has an id.

    `told` is what the page's body tells of the whole: its attributes data-marking, data-edition and so on.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    whole = reader.whole
    page = next(whole.all("html"), whole)
    body = next(whole.all("body"), whole)
    told = {name.removeprefix("data-"): text for name, text in body.attributes.items()}
    return PageTree(
        page.attributes.get("lang", ""),
        next((each.text for each in whole.all("title")), ""),
        told,
        body.first(lambda each: "cover" in each.classes),
        tuple(each for each in body if "chapter" in each.classes and "id" in each.attributes),
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.whole = Element("", {})
        self._open = [self.whole]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(found)
        if tag not in _VOID:
            self._open.append(found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        place = max((n for n, each in enumerate(self._open) if each.tag == tag), default=0)
        if place:
            del self._open[place:]

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
