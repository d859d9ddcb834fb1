"""The yardstick: the least that could keep a save, served as the product is.

One row in a ledger and one state row, locked, in one transaction; nobody is asked who they are, nothing that
was sent is looked at, and nothing is derived from it.
"""

import json
import os
from collections.abc import Callable, Iterable
from typing import Any, cast

from flask import Flask
from sqlalchemy import Engine, text

from inspect_app.records.engine import open_engine
from inspect_app.web.office_settings import read_settings
from inspect_app.web.workers import run

TABLES = (
    """CREATE TABLE IF NOT EXISTS bare_save
    (id text PRIMARY KEY, assessment text, seq int, body text, UNIQUE (assessment, seq))""",
    "CREATE TABLE IF NOT EXISTS bare_state (assessment text PRIMARY KEY, saves int, body text)",
)
LOCK = text("SELECT saves FROM bare_state WHERE assessment = :assessment FOR UPDATE")
SAVE = text("INSERT INTO bare_save VALUES (:id, :assessment, :seq, :body)")
STATE = text("UPDATE bare_state SET saves = :seq, body = :body WHERE assessment = :assessment")


def make_tables(engine: Engine, assessments: Iterable[str]) -> None:
    """The two tables, with a state row for each assessment."""
    with engine.begin() as connection:
        for table in TABLES:
            connection.execute(text(table))
        rows = [{"assessment": assessment} for assessment in assessments]
        connection.execute(text("INSERT INTO bare_state VALUES (:assessment, 0, '')"), rows)


def application(engine: Engine) -> Callable[..., list[bytes]]:
    """A WSGI application that keeps whatever save is sent to any address, by the id in its JSON."""

    def answer(environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            keep(engine, environ["PATH_INFO"].split("/")[2], body.decode())
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", "9")])
        return [b'["saved"]']

    return answer


def keep(engine: Engine, assessment: str, body: str) -> None:
    """Stores a save in a transaction of its own."""
    id_ = json.loads(body)["saves"][0]["id"]
    with engine.begin() as connection:
        seq = (connection.scalar(LOCK, {"assessment": assessment}) or 0) + 1
        row = {"id": id_, "assessment": assessment, "seq": seq, "body": body}
        connection.execute(SAVE, row)
        connection.execute(STATE, row)


if __name__ == "__main__":
    chosen = read_settings(os.environ)
    run(chosen, lambda: cast(Flask, application(open_engine(chosen.database_url))))
