"""Serves the pages to this computer alone."""

import ipaddress
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from waitress import create_server  # type: ignore[import-untyped]  # it publishes no types

from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.web.app import MEGABYTE, create_app
from inspect_app.web.secret import kept_secret
from inspect_app.web.site import loopback_site

THREADS = 4


def serve_pages(
    engine: Any,
    actor: Actor,
    clock: Clock,
    *,
    port: int,
    announce: Callable[[str], object],
    host: str = "127.0.0.1",
) -> None:
    """Serve until interrupted; `announce` is told the address. Port 0 takes a free one.

    Any host that is not a loopback address is refused with a UserError, and so is a port in use.
    """
    server = bind(engine, actor, clock, host=host, port=port)
    announce(f"http://{bracketed(host)}:{server.effective_port}/")
    try:
        server.run()
    finally:
        server.close()


def bind(engine: Any, actor: Actor, clock: Clock, *, host: str, port: int) -> Any:
    """A waitress server bound to the address, not yet running."""
    check_loopback(host)
    logging.getLogger("waitress").setLevel(logging.ERROR)
    application = _Late()
    try:
        server = create_server(
            application,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            expose_tracebacks=False,
            # A little more than the application accepts, so that its own page explains the limit.
            max_request_body_size=64 * MEGABYTE,
        )
    except OSError as error:
        raise UserError(
            f"Port {port} can’t be used ({error.strerror}). Choose another with --port."
        ) from None
    site = loopback_site(server.effective_port, secret_of(engine))
    application.app = create_app(engine, clock=clock, owner=actor, site=site)
    return server


def check_loopback(host: str) -> None:
    """Raise UserError unless the host is this computer itself."""
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise UserError(
            f"{host or '“”'} is not a loopback address. Without --office the pages are served to this "
            "computer alone: use 127.0.0.1, or serve several people with inspect-app serve --office."
        )


def secret_of(engine: Any) -> str | None:
    """The key kept beside an SQLite database file; None, a random one, for any other database."""
    on_file = engine.dialect.name == "sqlite"
    return kept_secret(Path(engine.url.database).parent) if on_file else None


def bracketed(host: str) -> str:
    """The host as an address writes it."""
    return f"[{host}]" if ":" in host else host


class _Late:
    """Hands requests to an application that is made once the port is known."""

    app: Any

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self.app(environ, start_response)
