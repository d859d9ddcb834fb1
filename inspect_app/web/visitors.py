"""Who asks for a page: the owner of the computer, or whoever is signed in by this browser's cookie."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from flask import Flask, abort, current_app, request, session, url_for

from inspect_app.fieldwork.permissions import Right, Visitor, may
from inspect_app.fieldwork.web_session import recognise
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import accounts
from inspect_app.records.engine import Engine, Session, reading
from inspect_app.web.site import Site

VISITOR = "inspect_app.visitor"

TOKEN, SEEN = "token", "seen"
"""What the cookie holds: the token of who is signed in, and when it was last used (seconds since 1970)."""
NOTED_AGAIN = 30
"""Seconds before a cookie tells anew when it was used: a page that saves at each answer would sign many."""

UNATTENDED = "unattended"
"""Stands in the address of what a page asks for by itself: nobody is kept signed in by it."""


class Setting(NamedTuple):
    """What every page is given; `owner` is the owner of the computer, None on an office server."""

    engine: Engine
    owner: Actor | None
    clock: Clock
    site: Site


def setting() -> Setting:
    """The setting of the application that serves this request."""
    found: Setting = current_app.extensions["inspect_app"]
    return found


def find_visitor(opened: Session | None = None) -> Visitor | None:
    """Who asks for this page, or None when nobody is signed in; looked up once a request.

    It is looked up in a session that is `opened` already and that nothing confines yet, or in one of its own.
    """
    # Kept with the request and not in g, which outlives a request where one application serves another.
    if VISITOR not in request.environ:
        request.environ[VISITOR] = None  # when looking fails, the page that says so doesn't look again
        if opened is not None:
            request.environ[VISITOR] = _find(opened)
        else:
            with reading(setting().engine) as own:
                request.environ[VISITOR] = _find(own)
    found: Visitor | None = request.environ[VISITOR]
    return found


def current_visitor() -> Visitor:
    """Who asks for this page, which is open only to whoever is signed in."""
    return find_visitor() or abort(401)


def _find(opened: Session) -> Visitor | None:
    now = setting().clock()
    token, seen = session.get(TOKEN), session.get(SEEN)
    owner = setting().owner
    if owner and not accounts.exist(opened):
        return Visitor(owner)
    if not token or not isinstance(seen, int):
        return None
    # The cookie is signed, so nobody but this server can say when it was last used; noting it in the
    # database would make each look a write.
    if datetime.fromtimestamp(seen, UTC) + setting().site.rules.idle < now:
        return None
    found = recognise(opened, token, now)
    noted = UNATTENDED in request.args or now.timestamp() - seen < NOTED_AGAIN
    if found is not None and not noted:
        session[SEEN] = int(now.timestamp())
    return found


def remember(token: str) -> None:
    """Keeps in this browser's cookie that somebody has signed in, and nothing of whoever was before."""
    session.clear()
    session[TOKEN] = token
    session[SEEN] = int(setting().clock().timestamp())


def forget() -> None:
    """Takes everything out of this browser's cookie."""
    session.clear()
    request.environ.pop(VISITOR, None)


def device() -> str:
    """The browser and system that a request says it comes from, in a few words."""
    said = request.user_agent.string
    browser = next((name for mark, name in BROWSERS if mark in said), "a browser")
    system = next((name for mark, name in SYSTEMS if mark in said), "")
    return f"{browser} on {system}" if system else browser


BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    *(("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("Mac OS", "macOS")),
    *(("CrOS", "ChromeOS"), ("Linux", "Linux")),
)


def proved_lately(visitor: Visitor) -> bool:
    """Whether somebody proved who they are lately enough for a weighty act; the owner needn't."""
    proved = visitor.proved_at
    fresh: timedelta = setting().site.rules.fresh
    return visitor.owner or (proved is not None and proved + fresh >= setting().clock())


def single_sign_on(**values: str | int | None) -> str | None:
    """The address that leads to signing in elsewhere; None where that is not set up."""
    there = "everybody.single_sign_on"
    ready = setting().site.rules.single_sign_on is not None and there in current_app.view_functions
    return url_for(there, **values) if ready else None  # type: ignore[arg-type]  # they are the query


def use_visitors(app: Flask) -> None:
    """Lets templates ask who looks and what is open to them."""
    app.add_template_global(open_to, "may")
    app.add_template_global(find_visitor, "visitor")


def open_to(right: str, ref: str | None = None) -> bool:
    """Whether who looks has a right, by its name, as of the page's own inspection `ref`."""
    visitor = find_visitor()
    return visitor is not None and may(visitor, Right(right), ref)
