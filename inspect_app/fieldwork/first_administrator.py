"""Opens the door to the first administrator of an office server."""

from datetime import timedelta

from inspect_app.fieldwork.one_time_links import make_link
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import accounts
from inspect_app.records.engine import Session

CONSOLE = Actor("nobody yet", "the server's console")


def first_link(session: Session, clock: Clock, lifetime: timedelta) -> str | None:
    """The token of a link that makes the first administrator; None when there is any account.

    Whoever reads the server's console may use it. An earlier one stops working.
    """
    if accounts.exist(session):
        return None
    return make_link(session, CONSOLE, clock, account=None, lifetime=lifetime)
