"""Where people go on to after signing in: to a page of ours that they came from, and nowhere else."""

import re
from urllib.parse import unquote, urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from inspect_app.questionnaire.problems import UserError

_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""One stroke and then printable ASCII without backslashes, which some browsers read as strokes."""
_ASIDE = ("static", "everybody")
"""Pages that nobody goes back to: signing in, links that are used once."""


def way_back(asked: str | None) -> str:
    """The path that was asked for if it is a page of ours to look at, and otherwise the home page."""
    return asked if asked is not None and is_page(asked) else url_for("readers.home")


def is_page(asked: str) -> bool:
    """Whether an address is a path of this server, and a page that can be looked at."""
    if not _PATH.fullmatch(asked):
        return False
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        raise UserError("There is no request, and so no page to go back to.")
    try:
        endpoint, _ = adapter.match(unquote(urlsplit(asked).path), method="GET")
    except (HTTPException, RequestRedirect, ValueError):
        return False
    return endpoint.partition(".")[0] not in _ASIDE
