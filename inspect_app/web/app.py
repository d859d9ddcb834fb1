"""The Flask application factory."""

import secrets
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from inspect_app.ledger.entries import Actor, Clock

# Importing a module of pages registers its pages with their audiences.
from inspect_app.web import (
    access_log,
    case_states,
    cases,
    findings,
    home,
    inspections,
    long_list,
    people,
    questionnaires,
    report,
    sample,
    sections,
)
from inspect_app.web.audiences import AUDIENCES
from inspect_app.web.errors import explain_errors
from inspect_app.web.govuk import use_design_system
from inspect_app.web.security import protect
from inspect_app.web.words import use_words

PAGES = (
    access_log,
    case_states,
    cases,
    findings,
    home,
    inspections,
    long_list,
    people,
    questionnaires,
    report,
    sample,
    sections,
)

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Setting:
    """What every page is given."""

    engine: Any
    actor: Actor
    clock: Clock


def create_app(
    engine: Any, *, actor: Actor, clock: Clock, secret_key: str | None = None, port: int | None = None
) -> Flask:
    """The application on a database that is at head, for one actor.

    Without `secret_key` a random one is made, so forms opened before a restart have to be sent again.
    `port` is the port that a request's Host must name.
    """
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=secret_key or secrets.token_urlsafe(32),
        SESSION_COOKIE_NAME="inspect-app",
        SESSION_COOKIE_SAMESITE="Strict",
        MAX_CONTENT_LENGTH=32 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=4 * MEGABYTE,
        MAX_FORM_PARTS=2000,
        # A page may stay open all day beside a case file; the token lives as long as the browser session.
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["inspect_app"] = Setting(engine, actor, clock)
    protect(app, port)
    CSRFProtect(app)
    use_design_system(app)
    use_words(app)
    explain_errors(app)
    for audience in AUDIENCES:
        app.register_blueprint(audience)
    return app
