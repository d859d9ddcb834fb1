"""What was typed into a form that can't be acted on yet, for a page from which it is sent again."""

import hmac
import re
from typing import NamedTuple

from flask import request, session

from inspect_app.fieldwork.permissions import NotAllowed, Visitor
from inspect_app.records import web_sessions
from inspect_app.records.engine import reading
from inspect_app.web.kept_forms import KEPT
from inspect_app.web.visitors import TOKEN, setting

BY = "typed_by"
"""The field that says who typed it, by a mark that only this server can make."""
NEVER = re.compile(r"\w*password|again|csrf_token")
"""Passwords, by the names that their fields have in every form; an answer's name has a hyphen in it."""
_UNSEEN = re.compile(rf"seen-.*|covers|go|back|where|code|sealed|{KEPT}|{BY}")


class Typed(NamedTuple):
    """The fields to send again, those of them that a person typed or chose, and whether a file is lost."""

    fields: list[tuple[str, str]]
    shown: list[tuple[str, str]]
    had_file: bool


NOTHING = Typed([], [], had_file=False)


def typed() -> Typed:
    """What was typed into the form that was sent, but for passwords."""
    fields = [pair for pair in request.form.items(multi=True) if not NEVER.fullmatch(pair[0])]
    shown = [(name, value) for name, value in fields if value and not _UNSEEN.fullmatch(name)]
    return Typed(fields, shown, had_file=any(file.filename for file in request.files.values()))


def typed_before_signed_out() -> Typed:
    """The same, marked with whose it is: others may sign in at this browser before it is sent again."""
    found = typed()
    token = session.get(TOKEN)
    with reading(setting().engine) as opened:
        account = web_sessions.account_of(opened, token) if token else None
    if account is None or BY in request.form:
        return found
    return found._replace(fields=[*found.fields, (BY, _mark(account))])


def check_typed_by(visitor: Visitor) -> None:
    """NotAllowed when what was sent had been typed by somebody else, before they were signed out."""
    mark = request.form.get(BY)
    if mark is not None and not hmac.compare_digest(mark.encode(), _mark(visitor.account or "").encode()):
        raise NotAllowed("Somebody else typed this before they were signed out, so only they can send it.")


def _mark(account: str) -> str:
    return hmac.digest(setting().site.secret_key.encode(), f"typed by {account}".encode(), "sha256").hex()
