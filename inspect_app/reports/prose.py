"""Turns what people write in a report, Markdown with links to figures, into tokens and into safe HTML."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.figures import Shown, Unknown, resolve
from inspect_app.publication.links import LINK, Link, read_link, why_unread

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

FIGURE = "figure"
"""The type of a token in a line of text that is a link to a figure: `content` is what is printed."""
FIGURE_BLOCK = "figure_block"
"""The type of a token that stands in place of a paragraph: a whole table or chart."""
Draw = Callable[[Link], str]
"""Draws a whole table or chart as HTML that is trusted; it is given none that leads nowhere."""
HIGHEST, LOWEST = 2, 4
_RULES = (
    "heading",
    "list",
    "blockquote",
    "table",
    "emphasis",
    "link",
    "autolink",
    "escape",
    "entity",
    "newline",
)
_ADDRESS = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
_SCHEMES = {"http", "https", "mailto"}
_TAGS = {
    "a", "blockquote", "br", "em", "h2", "h3", "h4", "li", "mark", "ol", "p", "span", "strong", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "span": {"class", "data-link"},
    "mark": {"class"},
    "table": {"class"},
    "td": {"class"},
    "th": {"class", "scope"},
}


def tokens(body: str, snapshot: Snapshot) -> "list[Token]":
    """A text as tokens of markdown-it with its figures filled in, for outputs of any kind.

    A token of type FIGURE or FIGURE_BLOCK has in `meta` the `typed` text, the `link` (None: unreadable) and
    the `answer`, Shown or Unknown. No heading is above the second level, and none skips a level.
    """
    found = _parser().parse(body)
    for token in _all(found):
        if token.type in (FIGURE, FIGURE_BLOCK):
            link: Link | None = token.meta["link"]
            answer = resolve(link, snapshot) if link else Unknown(why_unread(token.meta["typed"]))
            token.meta["answer"] = answer
            token.content = answer.text if isinstance(answer, Shown) else token.markup
    return found


def to_html(body: str, snapshot: Snapshot, draw: Draw) -> str:
    """A text as HTML in which nothing of its writer's can do anything; links that lead nowhere are marked."""
    return "".join(
        "".join(_drawn(token, draw) for token in run) if block else _clean(list(run))
        for block, run in groupby(tokens(body, snapshot), key=lambda token: token.type == FIGURE_BLOCK)
    )


def _all(found: "Sequence[Token]") -> "Iterator[Token]":
    for token in found:
        yield token
        yield from token.children or ()


def _drawn(token: "Token", draw: Draw) -> str:
    if isinstance(token.meta["answer"], Unknown):
        return f"<p>{_figure(token)}</p>\n"
    return draw(token.meta["link"])


def _clean(run: "list[Token]") -> str:
    import nh3

    parser = _parser()
    html = parser.renderer.render(run, parser.options, {})
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)


def _figure(token: "Token") -> str:
    if isinstance(token.meta["answer"], Unknown):
        return f'<mark class="unknown">{escape(token.content)}</mark>'
    return f'<span class="linked" data-link="{escape(token.meta["typed"])}">{escape(token.content)}</span>'


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable(list(_RULES))
    setattr(parser, "validateLink", _may_lead)  # noqa: B010 - it is a method, and there is no other way
    parser.inline.ruler.before("escape", FIGURE, _read_figure)
    parser.core.ruler.push("blocks", _set_apart)
    parser.core.ruler.push("levels", _put_levels)
    parser.core.ruler.push("cells", _mark_cells)
    parser.add_render_rule(FIGURE, lambda _self, run, place, _options, _env: _figure(run[place]))
    return parser


def _may_lead(address: str) -> bool:
    return _ADDRESS.match(address) is not None


def _read_figure(state: "StateInline", silent: bool) -> bool:
    found = LINK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push(FIGURE, "", 0)
        token.markup = found[0]
        token.meta = {"typed": found[1].strip(), "link": read_link(found[1])}
    state.pos = found.end()
    return True


def _set_apart(state: "StateCore") -> None:
    """Puts one token in place of each paragraph that is nothing but a table or a chart."""
    kept: list[Token] = []
    for token in state.tokens:
        kept.append(token)
        if token.type == "paragraph_close" and token.level == 0 and (block := _alone(kept[-2])):
            kept[-3:] = [block]
    state.tokens = kept


def _alone(inline: "Token") -> "Token | None":
    children = inline.children or []
    if len(children) != 1 or children[0].type != FIGURE:
        return None
    link: Link | None = children[0].meta["link"]
    return (
        children[0].copy(type=FIGURE_BLOCK, block=True, map=inline.map) if link and link.kind.block else None
    )


def _put_levels(state: "StateCore") -> None:
    above = HIGHEST - 1
    for token in state.tokens:
        if token.type == "heading_open":
            above = min(max(int(token.tag[1:]), HIGHEST), above + 1, LOWEST)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{above}"


def _mark_cells(state: "StateCore") -> None:
    for token in state.tokens:
        if token.type == "table_open":
            token.attrs = {"class": "written"}
        elif token.type in ("th_open", "td_open"):
            right = str(token.attrs.get("style", "")).endswith("right")
            token.attrs = {"scope": "col"} if token.tag == "th" else {}
            if right:
                token.attrSet("class", "n")
