"""Checks the code that somebody gives after their password, and uses it up."""

from inspect_app.fieldwork.second_factor import Seal, recovery_hash, step_of
from inspect_app.fieldwork.web_session import name_of, subject_of
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log, accounts, recovery_codes
from inspect_app.records.engine import Session
from inspect_app.records.models import AccountRow


def check_code(
    session: Session, clock: Clock, account: AccountRow, code: str, seal: Seal, device: str
) -> bool:
    """Whether a code is one that the account's app shows now, or one of its recovery codes; once each."""
    return _from_app(session, clock, account, code, seal) or _recovery(session, clock, account, code, device)


def _from_app(session: Session, clock: Clock, account: AccountRow, code: str, seal: Seal) -> bool:
    secret = account.totp_secret and seal.open(account.id, account.totp_secret)
    step = step_of(secret, code, clock(), account.totp_step) if secret else None
    return step is not None and accounts.take_step(session, account.id, step)


def _recovery(session: Session, clock: Clock, account: AccountRow, code: str, device: str) -> bool:
    used = recovery_codes.use(session, account.id, recovery_hash(code), clock())
    if used:
        detail = {"left": recovery_codes.left(session, account.id)}
        actor = Actor(name_of(account), device)
        access_log.record(
            session, clock(), actor, "account.recovery_code_used", None, subject_of(account), detail
        )
    return used
