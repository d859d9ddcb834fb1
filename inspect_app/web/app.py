"""The Flask application factory."""

from typing import Any

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from inspect_app.ledger.entries import Actor, Clock

# Importing a module of pages registers its pages with their audiences.
from inspect_app.web import (
    access_log,
    accounts,
    alerts,
    answer_history,
    areas,
    board,
    case_list_requests,
    case_states,
    cases,
    changes,
    chapter_preview,
    chapters,
    conflicts,
    differences,
    disclosure,
    examples,
    explore,
    figures_to_link,
    findings,
    health,
    home,
    inspections,
    long_list,
    long_list_headings,
    long_list_rows,
    narrative,
    navigators,
    outputs,
    own_account,
    own_second_factor,
    people,
    person,
    questionnaires,
    ratings,
    raw_data,
    read_edition,
    recommendations,
    releases,
    replacements,
    report_check,
    report_editions,
    results,
    sample,
    sample_plan,
    sample_proof,
    saves,
    sections,
    sign_in,
    single_sign_on,
    team,
    text_conflicts,
    text_history,
    text_saves,
    timetable,
    visits,
    welcome,
    workload,
    writing,
)
from inspect_app.web.audiences import AUDIENCES
from inspect_app.web.errors import explain_errors
from inspect_app.web.govuk import use_design_system
from inspect_app.web.logs import use_logs
from inspect_app.web.narrative import use_guard
from inspect_app.web.outbox import use_outbox
from inspect_app.web.security import protect
from inspect_app.web.site import Site, loopback_site
from inspect_app.web.visitors import Setting, use_visitors
from inspect_app.web.words import use_words

PAGES = (
    access_log,
    accounts,
    alerts,
    answer_history,
    areas,
    board,
    case_list_requests,
    case_states,
    cases,
    changes,
    chapter_preview,
    chapters,
    conflicts,
    differences,
    disclosure,
    examples,
    explore,
    figures_to_link,
    findings,
    health,
    home,
    inspections,
    long_list,
    long_list_headings,
    long_list_rows,
    navigators,
    narrative,
    outputs,
    own_account,
    own_second_factor,
    people,
    person,
    questionnaires,
    ratings,
    read_edition,
    recommendations,
    raw_data,
    releases,
    replacements,
    report_check,
    report_editions,
    results,
    sample,
    sample_plan,
    sample_proof,
    saves,
    sections,
    sign_in,
    single_sign_on,
    team,
    text_conflicts,
    text_history,
    text_saves,
    timetable,
    visits,
    welcome,
    workload,
    writing,
)

MEGABYTE = 1024 * 1024


class RowNumber(IntegerConverter):
    """A number in an address that names a row: one that no database holds is not found."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**31 - 1)


def create_app(engine: Any, *, clock: Clock, owner: Actor | None, site: Site | None = None) -> Flask:
    """The application on a database that is at head.

    The owner of the computer needs not sign in as long as there are no accounts; without an owner, everybody
    has to. Without a site, the pages are served to this computer alone.
    """
    site = site or loopback_site()
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=site.secret_key,
        # The prefix makes browsers refuse a cookie that another host of the same domain planted.
        SESSION_COOKIE_NAME="__Host-inspect-app" if site.secure else "inspect-app",
        SESSION_COOKIE_SECURE=site.secure,
        # A link in an email, and the way back from single sign-on, come from elsewhere.
        SESSION_COOKIE_SAMESITE="Lax" if owner is None else "Strict",
        MAX_CONTENT_LENGTH=32 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=4 * MEGABYTE,
        MAX_FORM_PARTS=2000,
        # A page may stay open all day beside a case file; the token lives as long as the browser session.
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.url_map.converters["int"] = RowNumber
    app.extensions["inspect_app"] = Setting(engine, owner, clock, site)
    if site.proxies:
        _believe_proxies(app, site.proxies)
    use_logs(app)
    protect(app, site)
    CSRFProtect(app)
    use_design_system(app)
    use_words(app)
    use_visitors(app)
    use_guard(app)
    use_outbox(app)
    explain_errors(app)
    for audience in AUDIENCES:
        app.register_blueprint(audience)
    return app


def _believe_proxies(app: Flask, number: int) -> None:
    """Takes the browser's address, scheme and host from what that many proxies added, and no more."""
    wsgi_app: Any = ProxyFix(app.wsgi_app, x_for=number, x_proto=number, x_host=number)
    app.wsgi_app = wsgi_app  # type: ignore[method-assign]  # the way Flask documents for middleware
