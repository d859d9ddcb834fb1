"""Makes a new one-time link for somebody whose link was lost or has expired."""

from datetime import timedelta

from inspect_app.fieldwork.one_time_links import make_link
from inspect_app.fieldwork.policies import check_can_renew_link
from inspect_app.fieldwork.web_session import subject_of
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log
from inspect_app.records.engine import Session
from inspect_app.records.models import AccountRow


def renew_link(
    session: Session, actor: Actor, clock: Clock, account: AccountRow, *, lifetime: timedelta
) -> str:
    """The token of a new link for an account that can't be signed in to yet; earlier ones stop working."""
    check_can_renew_link(account)
    token = make_link(session, actor, clock, account=account.id, lifetime=lifetime)
    access_log.record(session, clock(), actor, "account.link", None, subject_of(account), {})
    return token
