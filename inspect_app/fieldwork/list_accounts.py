"""Lists the accounts, with what administrators ask of each."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto

from inspect_app.fieldwork.make_account import has_way_in
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import accounts, memberships, web_sessions
from inspect_app.records.accounts import fold_email
from inspect_app.records.engine import Session
from inspect_app.records.memberships import Held
from inspect_app.records.models import AccountRow


class Standing(StrEnum):
    """Whether an account can be signed in to: not yet, yes, or no more."""

    INVITED = auto()
    ACTIVE = auto()
    DISABLED = auto()


@dataclass(frozen=True)
class AccountLine:
    """An account; `single_sign_on` says that an identity elsewhere signs in to it."""

    id: str
    name: str
    email: str
    standing: Standing
    administrator: bool
    single_sign_on: bool
    last_sign_in: datetime | None


def list_accounts(session: Session) -> list[AccountLine]:
    """Every account, by email address."""
    last = web_sessions.last_started(session)
    return [line_of(row, last.get(row.id)) for row in accounts.every(session)]


def line_of(row: AccountRow, last_sign_in: datetime | None) -> AccountLine:
    """An account as a line of the list."""
    return AccountLine(
        id=row.id,
        name=row.name,
        email=row.email,
        standing=standing_of(row),
        administrator=row.administrator,
        single_sign_on=row.single_sign_on is not None,
        last_sign_in=last_sign_in,
    )


@dataclass(frozen=True)
class AccountView:
    """An account, and the roles it holds."""

    line: AccountLine
    roles: list[Held]


def view_account(session: Session, row: AccountRow, today: date) -> AccountView:
    """An account with the roles it holds on a day."""
    line = line_of(row, web_sessions.last_started(session).get(row.id))
    return AccountView(line, memberships.held_by(session, row.id, today))


def standing_of(row: AccountRow) -> Standing:
    """Whether an account can be signed in to."""
    if row.disabled_at is not None:
        return Standing.DISABLED
    return Standing.ACTIVE if has_way_in(row) else Standing.INVITED


def find_account(session: Session, email: str) -> AccountRow:
    """The account of an email address; UserError when there is none."""
    row = accounts.by_email(session, email)
    if row is None:
        raise UserError(f"There is no account of {fold_email(email)}. See inspect-app user list.")
    return row


def get_account(session: Session, account: str) -> AccountRow:
    """An account by its id; UserError when there is none."""
    row = accounts.find(session, account)
    if row is None:
        raise NotThere("There is no such account. Choose one from the list of accounts.")
    return row
