"""Makes somebody an administrator, or an ordinary user again."""

from inspect_app.fieldwork.policies import check_can_promote, check_can_step_down
from inspect_app.fieldwork.web_session import subject_of
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log, accounts
from inspect_app.records.engine import Session
from inspect_app.records.models import AccountRow


def change_administrator(
    session: Session, actor: Actor, clock: Clock, account: AccountRow, *, administrator: bool
) -> None:
    """Set whether an account is an administrator's; UserError for the last one and for who never came."""
    if account.administrator == administrator:
        return
    if administrator:
        check_can_promote(account)
    else:
        check_can_step_down(account, accounts.enabled_administrators(session, locked=True))
    accounts.set_administrator(session, account, administrator=administrator)
    action = "account.promote" if administrator else "account.demote"
    access_log.record(session, clock(), actor, action, None, subject_of(account), {})
