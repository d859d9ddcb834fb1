"""A server that is killed keeps whatever it said is kept.

Only the server is killed, not the computer: SQLite runs with synchronous=FULL as always, while the tests'
PostgreSQL has fsync off, which matters when the power fails and not when a client of the database dies.
"""

import json
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from threading import Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from inspect_app.ledger.entries import entries_from_json
from inspect_app.records.engine import Engine, transaction
from inspect_app.records.models import SaveRow, SaveTextRow
from inspect_app.records.verification import verify
from tests.integration.web.killable import killable_server
from tests.integration.web.outbox import assessment_of, entry, receipt, save

pytestmark = pytest.mark.both_databases

TIMES = 50
LONGEST = 0.1
"""Seconds from the first save that is acknowledged to the kill, at most: enough for some twenty more."""
Json = dict[str, Any]
Said = tuple[str, Any]


class Stream:
    """One person's outbox: what was not acknowledged is sent again with the same ids, as the browser does."""

    def __init__(self, assessment: str, chance: random.Random) -> None:
        self.assessment = assessment
        self.sent: dict[str, Json] = {}
        self.safe: set[str] = set()
        self.retried = 0
        self._chance = chance
        self._waiting: list[Json] = []
        self._heads: dict[str, str] = {}

    def run(self, port: int, going: Event) -> None:
        """Saves one thing after another until the server is gone; `going` is set after the first."""
        try:
            connection, headers, user = self._open(port)
            self.retried += len(self._waiting)
            while True:
                self._waiting += [self._new() for _ in range(self._chance.choice((1, 1, 1, 4)))]
                self._send(connection, headers, user)
                going.set()
        except (OSError, HTTPException):
            return

    def finish(self, port: int) -> None:
        """Sends what is left."""
        if self._waiting:
            self._send(*self._open(port))

    def _open(self, port: int) -> tuple[HTTPConnection, dict[str, str], str]:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/inspections/north/saves/pass")
        response = connection.getresponse()
        known = json.load(response)
        cookie = (response.getheader("Set-Cookie") or "").partition(";")[0]
        headers = {"Cookie": cookie, "X-CSRFToken": known["csrf"], "Content-Type": "application/json"}
        return connection, headers, known["user"]

    def _send(self, connection: HTTPConnection, headers: dict[str, str], user: str) -> None:
        body = json.dumps({"user": user, "saves": self._waiting})
        connection.request("POST", f"/assessments/{self.assessment}/saves", body, headers)
        response = connection.getresponse()
        answer = json.load(response)
        assert response.status == 200, answer
        for sent, result in zip(self._waiting, answer["results"], strict=True):
            assert (result["id"], result["receipt"]) == (sent["id"], receipt(sent))
            assert {verdict["verdict"] for verdict in result["verdicts"]} == {"applied"}
            self.safe.add(sent["id"])
        self._waiting = []

    def _new(self) -> Json:
        number = len(self.sent) % 50
        made = save(
            self._entry("answer", "visits", number),
            self._entry(
                "comment", "visits", None, f"{number} visits, as number {len(self.sent)} of this stream."
            ),
        )
        if self._chance.random() < 0.5:
            made["entries"].pop()
        for place, one in enumerate(made["entries"]):
            self._heads[f"{one['kind']}:{one['subject']}"] = f"{made['id']}/{place}"
        self.sent[made["id"]] = made
        return made

    def _entry(self, kind: str, subject: str, value: Any, text: str | None = None) -> Json:
        head = self._heads.get(f"{kind}:{subject}")
        return entry(kind, subject, value, text, *([head] if head else []))


def test_whatever_a_killed_server_had_acknowledged_is_there_once(
    app: Flask, engine: Engine, drawn: str
) -> None:
    assert drawn
    seed = random.randrange(2**32)  # noqa: S311 - any moments do
    sys.stdout.write(f"seed {seed}\n")
    chance = random.Random(seed)  # noqa: S311 - any moments do
    url = engine.url.render_as_string(hide_password=False)
    streams = [
        Stream(assessment_of(app, reference=reference), random.Random(chance.random()))  # noqa: S311 - any moments do
        for reference in ("001", "002")
    ]

    for _ in range(TIMES):
        engine.dispose()  # so that SQLite has to recover the file, which nobody else has open
        with ThreadPoolExecutor(len(streams)) as threads:
            going = Event()
            with killable_server(url) as port:
                running = [threads.submit(stream.run, port, going) for stream in streams]
                going.wait(chance.choice((0, 60, 60, 60)))  # now and then before anything is acknowledged
                time.sleep(chance.uniform(0, LONGEST))
            assert [each.result() for each in running] == [None, None]
        for stream in streams:
            assert stream.safe <= kept(engine, stream.assessment).keys()
    with killable_server(url) as port:
        for stream in streams:
            stream.finish(port)

    for stream in streams:
        assert stream.safe == stream.sent.keys()
        assert kept(engine, stream.assessment) == {id_: said(sent) for id_, sent in stream.sent.items()}
    assert sum(stream.retried for stream in streams) > 0
    with transaction(engine) as session:
        assert verify(session).findings == ()


def kept(engine: Engine, assessment: str) -> dict[str, list[Said]]:
    """What the ledger has of each save, by id: its entries with their words, in order."""
    rows = select(SaveRow.id, SaveRow.entries).where(SaveRow.assessment_id == assessment)
    with transaction(engine) as session:
        found = session.execute(rows).all()
        texts = dict(session.execute(select(SaveTextRow.entry_id, SaveTextRow.text)).all())
    assert len({id_ for id_, _ in found}) == len(found)
    return {
        id_: [
            (one.thing, texts.get(f"{id_}/{place}", one.value))
            for place, one in enumerate(entries_from_json(entries))
        ]
        for id_, entries in found
    }


def said(sent: Json) -> list[Said]:
    """The same of a save as it was sent."""
    return [(f"{one['kind']}:{one['subject']}", one.get("text", one["value"])) for one in sent["entries"]]
