"""Changes a password, and signs its owner out everywhere else."""

from inspect_app.fieldwork.list_own_account import own_row
from inspect_app.fieldwork.permissions import Visitor
from inspect_app.fieldwork.web_session import subject_of
from inspect_app.ledger.entries import Clock
from inspect_app.records import access_log, accounts, web_sessions
from inspect_app.records.engine import Session


def change_password(session: Session, visitor: Visitor, clock: Clock, *, password_hash: str) -> None:
    """Keep a new password, by its hash; whoever knew the old one is signed out with it."""
    row = own_row(session, visitor)
    now = clock()
    accounts.set_password(session, row, password_hash)
    web_sessions.end(session, row.id, now, but=visitor.web_session)
    web_sessions.prove(session, visitor.web_session, now)
    access_log.record(session, now, visitor.actor, "account.password_change", None, subject_of(row), {})
