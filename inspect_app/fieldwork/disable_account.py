"""Disables an account, and enables it again; what it did and was given stays on record."""

from inspect_app.fieldwork.policies import check_can_step_down
from inspect_app.fieldwork.web_session import subject_of
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log, accounts, one_time_links, web_sessions
from inspect_app.records.engine import Session
from inspect_app.records.models import AccountRow


def disable_account(session: Session, actor: Actor, clock: Clock, account: AccountRow) -> None:
    """Let nobody sign in to an account, and sign it out everywhere; UserError for the last administrator's.

    Its link, if it has one, stops working for good. An account that is disabled already is left as it is.
    """
    if account.disabled_at is not None:
        return
    check_can_step_down(account, accounts.enabled_administrators(session, locked=True))
    now = clock()
    accounts.set_disabled(session, account, now)
    web_sessions.end(session, account.id, now)
    one_time_links.end(session, account.id, now)
    access_log.record(session, now, actor, "account.disable", None, subject_of(account), {})


def enable_account(session: Session, actor: Actor, clock: Clock, account: AccountRow) -> None:
    """Let an account be signed in to again, by what it was before."""
    if account.disabled_at is None:
        return
    accounts.set_disabled(session, account, None)
    access_log.record(session, clock(), actor, "account.enable", None, subject_of(account), {})
