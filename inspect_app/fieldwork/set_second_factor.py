"""Sets up, replaces and removes the authenticator app of an account, and its recovery codes."""

from inspect_app.fieldwork.list_own_account import own_row
from inspect_app.fieldwork.permissions import Visitor
from inspect_app.fieldwork.second_factor import Seal, new_recovery_codes, recovery_hash, step_of
from inspect_app.fieldwork.web_session import subject_of
from inspect_app.ledger.entries import Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, accounts, recovery_codes, web_sessions
from inspect_app.records.engine import Session
from inspect_app.records.models import AccountRow


def set_second_factor(
    session: Session, visitor: Visitor, clock: Clock, *, secret: str, code: str, seal: Seal
) -> list[str]:
    """Take an app into use once it shows the right code; answers new recovery codes, kept nowhere.

    Whoever is signed in elsewhere got in without it, and is signed out.
    """
    row = own_row(session, visitor)
    step = step_of(secret, code, clock(), row.totp_step)
    if step is None:
        raise UserError("The code is not right. Enter the one that the app shows now.")
    accounts.set_app(session, row, seal.close(row.id, secret), step)
    web_sessions.end(session, row.id, clock(), but=visitor.web_session)
    _record(session, visitor, clock, "account.second_factor_set", row)
    return _new_codes(session, row)


def remove_second_factor(session: Session, visitor: Visitor, clock: Clock) -> None:
    """Ask for no codes any more; the recovery codes go too."""
    row = own_row(session, visitor)
    if row.totp_secret is None:
        raise UserError("There is no authenticator app to remove.")
    accounts.set_app(session, row, None, None)
    recovery_codes.replace(session, row.id, ())
    _record(session, visitor, clock, "account.second_factor_removed", row)


def make_recovery_codes(session: Session, visitor: Visitor, clock: Clock) -> list[str]:
    """New recovery codes, kept nowhere, in place of the old."""
    row = own_row(session, visitor)
    if row.totp_secret is None:
        raise UserError("Set up an authenticator app first: recovery codes stand in for its codes.")
    _record(session, visitor, clock, "account.recovery_codes", row)
    return _new_codes(session, row)


def _new_codes(session: Session, row: AccountRow) -> list[str]:
    codes = new_recovery_codes()
    recovery_codes.replace(session, row.id, map(recovery_hash, codes))
    return codes


def _record(session: Session, visitor: Visitor, clock: Clock, action: str, row: AccountRow) -> None:
    access_log.record(session, clock(), visitor.actor, action, None, subject_of(row), {})
