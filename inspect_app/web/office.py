"""Serves the pages to an office: several processes, everybody signs in, and a proxy in front ends TLS."""

import socket
from collections.abc import Callable, Mapping
from datetime import timedelta

from flask import Flask

from inspect_app.ledger.entries import Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Engine, check_at_head, open_engine, transaction
from inspect_app.web.app import create_app
from inspect_app.web.logs import write_json_lines
from inspect_app.web.office_settings import Office, read_settings

FIRST_LINK = timedelta(hours=1)
"""How long the first administrator's link works: whoever reads the console could use it."""


def serve_office(environment: Mapping[str, str], clock: Clock, announce: Callable[[str], object]) -> None:
    """Serve with the settings in an environment until told to stop; `announce` is told what people must know.

    UserError names every setting that is wrong, or says what is the matter with the database or the port.
    """
    office = read_settings(environment)
    run = _runner()
    _check_free(office.bind)
    engine = open_engine(office.database_url)
    try:
        check_at_head(engine)
        announce(f"Serving {office.public_url}/ through the proxy at {office.bind}. Stop with Ctrl+C.")
        if link := first_administrators_link(engine, clock, office):
            announce(
                f"Nobody can sign in yet. Make the first administrator’s account within the hour:\n{link}"
            )
    finally:
        engine.dispose()  # no connection may be shared with the processes that are forked next
    write_json_lines()
    run(office, lambda: make_application(office, clock))


def make_application(office: Office, clock: Clock) -> Flask:
    """The application with an engine of its own, which opens its first connection when one is needed."""
    return create_app(open_engine(office.database_url), clock=clock, owner=None, site=office.site)


def first_administrators_link(engine: Engine, clock: Clock, office: Office) -> str | None:
    """The address at which the first administrator's account is made; None once there is an account."""
    from inspect_app.fieldwork.first_administrator import first_link

    with transaction(engine) as session:
        token = first_link(session, clock, FIRST_LINK)
    return f"{office.public_url}/welcome/{token}" if token else None


def _runner() -> Callable[[Office, Callable[[], Flask]], None]:
    try:
        from inspect_app.web.workers import run
    except ImportError:
        raise UserError(
            "An office server can’t run on this computer, because gunicorn doesn’t run on Windows. Run it on "
            "Linux; on this computer inspect-app serve works without --office."
        ) from None
    return run


def _check_free(bind: str) -> None:
    host, _, port = bind.rpartition(":")
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    try:
        socket.create_server((host.strip("[]"), int(port)), family=family).close()
    except OSError as error:
        reason = (error.strerror or "it is no address").partition(" (")[0]
        raise UserError(f"{bind} can’t be used ({reason}). Set INSPECT_BIND to another address.") from None
