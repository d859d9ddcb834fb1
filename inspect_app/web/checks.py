"""Checks the password or code that somebody gives; the try is counted before anything is looked at."""

from datetime import datetime
from typing import Any

from flask import after_this_request, request
from flask.wrappers import Response

from inspect_app.fieldwork.check_code import check_code
from inspect_app.fieldwork.count_attempts import (
    CODE_LIMITS,
    PASSWORD_LIMITS,
    Attempt,
    Limit,
    TooManyAttempts,
    count_attempt,
    place_of,
    take_back,
)
from inspect_app.fieldwork.passwords import is_password
from inspect_app.fieldwork.second_factor import Seal
from inspect_app.fieldwork.web_session import note_failure
from inspect_app.ledger.entries import Actor
from inspect_app.records import accounts
from inspect_app.records.engine import reading, transaction
from inspect_app.web.visitors import device, find_visitor, setting


def check_password(email: str, password: str) -> str | None:
    """The id of the account whose password this is, or None; TooManyAttempts before it is looked at.

    An account that isn't there, is disabled or has no password takes as long as any other.
    """
    attempt = counted(PASSWORD_LIMITS, account=accounts.fold_email(email))
    with reading(setting().engine) as session:
        found = accounts.by_email(session, email)
        account = found.id if found else None
        hashed = found.password_hash if found and found.disabled_at is None else None
    if is_password(hashed, password):
        with transaction(setting().engine) as session:
            take_back(session, attempt)
        return account
    note(account, "password")
    return None


def check_second_factor(account: str, code: str) -> bool:
    """Whether a code of an account is right, which uses it up; TooManyAttempts before it is looked at."""
    attempt = counted(CODE_LIMITS, code=account)
    with transaction(setting().engine) as session:
        found = accounts.find(session, account)
        known = found if found and found.disabled_at is None else None
        if known and check_code(session, setting().clock, known, code, seal(), device()):
            take_back(session, attempt)
            return True
    note(account, "code")
    return False


def seal() -> Seal:
    """What seals the secrets of authenticator apps on this site."""
    return Seal(setting().site.secret_key)


def counted(limits: tuple[Limit, ...], **about: str) -> Attempt:
    """An attempt that is now counted, whatever comes of it; TooManyAttempts when it is one too many."""
    now: datetime = setting().clock()
    with transaction(setting().engine) as session:
        attempt = count_attempt(
            session, now, limits, setting().site.secret_key, address=place_of(request.remote_addr), **about
        )
    if attempt.until is not None:
        raise TooManyAttempts(attempt.until, now)
    return attempt


def note(account: str | None, proof: str) -> None:
    """Notes a failure in the access log once the answer is on its way.

    There is nothing to note where there is no account, and whoever waits for the answer mustn't feel that.
    """
    engine, clock = setting().engine, setting().clock
    visitor = find_visitor()
    actor = visitor.actor if visitor else Actor("somebody not signed in", device())

    def write() -> None:
        if account is not None:
            with transaction(engine) as session:
                note_failure(session, actor, clock, account=account, proof=proof)

    def afterwards(response: Response) -> Any:
        response.call_on_close(write)
        return response

    after_this_request(afterwards)
