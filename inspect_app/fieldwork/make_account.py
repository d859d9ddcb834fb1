"""Makes an account, with nothing yet by which anybody could sign in."""

import re
from uuid import uuid4

from inspect_app.ledger.entries import Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.tidy_text import tidy
from inspect_app.records import accounts
from inspect_app.records.accounts import fold_email
from inspect_app.records.engine import Session
from inspect_app.records.models import AccountRow

LONGEST_EMAIL = 254
LONGEST_NAME = 100
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def make_account(
    session: Session, clock: Clock, *, email: str, name: str, administrator: bool = False
) -> AccountRow:
    """A new account; its email address must be free."""
    row = AccountRow(
        id=str(uuid4()),
        email=checked_email(email),
        name=checked_name(name),
        created_at=clock(),
        administrator=administrator,
    )
    accounts.add(session, row)
    return row


def checked_email(email: str) -> str:
    """An email address as accounts are found by it; UserError when it can't be one."""
    folded = fold_email(tidy(email))
    if len(folded) > LONGEST_EMAIL or not _EMAIL.fullmatch(folded):
        raise UserError("Enter an email address, such as pat@example.org.")
    return folded


def checked_name(name: str) -> str:
    """A name on one line; UserError when there is none, or far too much of it."""
    plain = " ".join(tidy(name).split())
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise UserError(f"Enter a name of at most {LONGEST_NAME} characters that can be seen.")
    return plain


def has_way_in(account: AccountRow) -> bool:
    """Whether there is something by which somebody can sign in: a password, or single sign-on."""
    return account.password_hash is not None or account.single_sign_on is not None
