"""Runs the application in gunicorn's processes, each with several threads."""

import logging
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from inspect_app.web.logs import log
from inspect_app.web.office_settings import Office

SECONDS_TO_FINISH = 60
"""How long a request may go on after the server was told to stop: longer than the longest report takes."""


def run(office: Office, make_application: Callable[[], Flask]) -> None:
    """Serves until SIGTERM or Ctrl+C; each process makes an application of its own."""
    _Server(settings(office), make_application).run()


def settings(office: Office) -> dict[str, Any]:
    """What gunicorn is told."""
    return {
        "bind": office.bind,
        "workers": office.workers,
        "worker_class": "gthread",
        "threads": office.threads,
        # Each process opens its own connections to the database: none is shared over a fork.
        "preload_app": False,
        # A process whose threads all hang is replaced; a long report doesn't count as hanging.
        "timeout": SECONDS_TO_FINISH,
        "graceful_timeout": SECONDS_TO_FINISH,
        "keepalive": 5,
        # Request lines and headers; the application itself limits bodies (MAX_CONTENT_LENGTH).
        "limit_request_line": 4094,
        "limit_request_fields": 60,
        "limit_request_field_size": 8190,
        # Whom to believe about the browser's address and scheme is decided in one place: web/app.py.
        "forwarded_allow_ips": "",
        "secure_scheme_headers": {},
        "control_socket_disable": True,
        "logger_class": _Log,
        "when_ready": lambda _server: log("serving", workers=office.workers, threads=office.threads),
        "on_exit": lambda _server: log("stopped"),
    }


class _Server(BaseApplication):
    """Gunicorn with these settings alone: no command line, no environment and no file adds to them."""

    def __init__(self, chosen: dict[str, Any], make_application: Callable[[], Flask]) -> None:
        self._chosen = chosen
        self._make_application = make_application
        super().__init__()

    def load_config(self) -> None:
        """Hands the settings over."""
        for name, value in self._chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, made in the process that serves it."""
        return self._make_application()


class _Log(Logger):
    """Leaves gunicorn's warnings and errors to our own log; the application logs requests itself."""

    def setup(self, cfg: Any) -> None:
        """Lets callers log directly, so that each line says where it comes from."""
        self.cfg = cfg
        self._access_log_enabled = False
        self.error_log.propagate = True
        self.error_log.setLevel(logging.WARNING)
        for name in ("critical", "error", "warning", "info", "debug", "exception"):
            setattr(self, name, getattr(self.error_log, name))

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Logs nothing: addresses and paths tell of people."""
