"""What it costs a page that its reader is signed in and finds only what is theirs."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.permissions import Role
from inspect_app.fieldwork.web_session import begin
from inspect_app.ledger.entries import Actor
from inspect_app.records import accounts, cases, inspections, memberships
from inspect_app.records.engine import transaction
from inspect_app.records.models import AccountRow, MembershipRow
from inspect_app.web.app import create_app
from inspect_app.web.visitors import SEEN, TOKEN
from tests.benchmarks.conftest import ATTRIBUTES
from tests.benchmarks.stopwatch import compare

OWNER = Actor("somebody", "benchmark")
CASES = 40


def now() -> datetime:
    return datetime.now(UTC)


def inspection(engine: Engine) -> int:
    """The id of an inspection with cases."""
    with transaction(engine) as session:
        create_inspection(
            session, OWNER, now, ref="bench", questionnaire="through-the-gate", title="Benchmark"
        )
        made = inspections.find(session, "bench")[0].id
        for number in range(CASES):
            cases.add_case(session, made, f"{number:03}", ATTRIBUTES)
    return made


def signed_in(app: Flask, engine: Engine, made: int, as_role: Role = Role.INSPECTOR) -> FlaskClient:
    """A client in which somebody with a role in an inspection is signed in."""
    with transaction(engine) as session:
        account = AccountRow(id="pat", email="pat@example.org", name="Pat", created_at=now())
        accounts.add(session, account)
        role = MembershipRow(
            inspection_id=made, account_id="pat", role=as_role, since=now(), granted_by="nobody"
        )
        memberships.add(session, role)
        token = begin(session, now, account, "benchmark", timedelta(hours=12))
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie[TOKEN], cookie[SEEN] = token, int(now().timestamp())
    return client


def page(client: FlaskClient, path: str) -> Callable[[], None]:
    def look() -> None:
        response = client.get(path)
        assert response.status_code == 200
        assert b"Benchmark" in response.data

    return look


def test_a_page_of_somebody_who_is_signed_in(make_engine: Callable[[str], Engine]) -> None:
    with_accounts, without = make_engine("office"), make_engine("laptop")
    office = create_app(with_accounts, clock=now, owner=None)
    inspector = signed_in(office, with_accounts, inspection(with_accounts))
    inspection(without)
    owner = create_app(without, clock=now, owner=OWNER).test_client()
    for path in ("/inspections/bench/cases/", "/inspections/bench/cases/001/", "/inspections/bench/findings"):
        compare(
            f"{path} signed in ({without.dialect.name})",
            page(inspector, path),
            "the same for the owner of a laptop",
            page(owner, path),
            rounds=100,
        )
