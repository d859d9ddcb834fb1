"""What every page of the product must be, checked on its HTML."""

from collections import Counter
from html.parser import HTMLParser

CONTROLS = {"input", "select", "textarea"}
NEEDS_NO_LABEL = {"hidden", "submit", "button"}


class Page(HTMLParser):
    """A page's elements, with their attributes and the text of some."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, str] = {"title": "", "h1": ""}
        self.open: list[str] = []
        self.labels_around = 0
        self.bare_controls: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "svg" not in self.open:  # a picture has a title of its own
            for tag in self.text.keys() & set(self.open):
                self.text[tag] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def title(self) -> str:
        return " ".join(self.text["title"].split())


def broken_rules(html: str) -> list[str]:
    """The house rules that a page breaks."""
    page = Page(html)
    broken = []
    if [element.get("lang") for element in page.all("html")] != ["en"]:
        broken.append("its language is not said")
    if len(page.all("h1")) != 1 or not page.text["h1"].strip():
        broken.append("it has not one heading of the first level")
    if not page.title.endswith("– Inspect App") or page.title.startswith("–"):
        broken.append(f"its title is {page.title!r}")
    if 'class="govuk-skip-link"' not in html or 'id="main-content"' not in html:
        broken.append("it has no link that skips to its content")
    if ("govuk-error-summary" in html) != page.title.startswith("Error: "):
        broken.append("its title and its error summary do not agree")
    return broken + inline(page) + duplicate_ids(page) + unlabelled(page) + unguarded_forms(page)


def inline(page: Page) -> list[str]:
    """Scripts without a mark, styles in the page, and handlers in attributes."""
    broken = ["it has a style element"] * len(page.all("style"))
    for script in page.all("script"):
        if "nonce" not in script and "src" not in script:
            broken.append("it has an inline script without a nonce")
    for tag, attributes in page.elements:
        broken += [f"<{tag}> has {name}=" for name in attributes if name == "style" or name.startswith("on")]
    return broken


def duplicate_ids(page: Page) -> list[str]:
    """Ids given more than once."""
    ids = Counter(attributes["id"] for _, attributes in page.elements if attributes.get("id"))
    return [f"the id {id_} stands {number} times" for id_, number in ids.items() if number > 1]


def unlabelled(page: Page) -> list[str]:
    """Form controls without a label of their own."""
    labelled = {label.get("for") for label in page.all("label")}
    return [
        f"the control {attributes.get('name')} has no label"
        for tag, attributes in page.elements
        if tag in CONTROLS
        and attributes.get("type") not in NEEDS_NO_LABEL
        and attributes.get("id") not in labelled
    ]


def unguarded_forms(page: Page) -> list[str]:
    """Forms that post without a token."""
    posts = [form for form in page.all("form") if form.get("method") == "post"]
    tokens = [control for control in page.all("input") if control.get("name") == "csrf_token"]
    return [] if len(posts) == len(tokens) else ["a form that posts has no token"]
