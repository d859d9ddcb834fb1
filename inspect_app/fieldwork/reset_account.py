"""Takes away everything by which an account can be signed in to, and makes a new link for it."""

from datetime import timedelta

from inspect_app.fieldwork.one_time_links import make_link
from inspect_app.fieldwork.policies import check_can_reset
from inspect_app.fieldwork.web_session import subject_of
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log, accounts, web_sessions
from inspect_app.records.engine import Session
from inspect_app.records.models import AccountRow


def reset_account(
    session: Session, actor: Actor, clock: Clock, account: AccountRow, *, lifetime: timedelta
) -> str:
    """Forget an account's password, second factor, recovery codes and single sign-on, and end its sessions.

    Answers the token of a link by which its owner begins anew. UserError when the account is disabled.
    """
    check_can_reset(account)
    now = clock()
    accounts.forget_proofs(session, account)
    web_sessions.end(session, account.id, now)
    access_log.record(session, now, actor, "account.reset", None, subject_of(account), {})
    return make_link(session, actor, clock, account=account.id, lifetime=lifetime)
