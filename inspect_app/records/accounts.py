"""Queries on accounts."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.records.models import AccountRow


def exist(session: Session) -> bool:
    """Whether there is any account, disabled or not."""
    return session.scalar(select(AccountRow.id).limit(1)) is not None


def find(session: Session, account: str) -> AccountRow | None:
    """An account by its id, or None."""
    return session.get(AccountRow, account)


def by_email(session: Session, email: str) -> AccountRow | None:
    """The account of an e-mail address, in small letters or not; None when there is none."""
    return session.scalars(select(AccountRow).where(AccountRow.email == fold_email(email))).one_or_none()


def every(session: Session) -> Sequence[AccountRow]:
    """Every account, by e-mail address."""
    return session.scalars(select(AccountRow).order_by(AccountRow.email)).all()


def add(session: Session, row: AccountRow) -> None:
    """Stores a new account; its e-mail address must be free."""
    session.add(row)
    session.flush()


def set_password(session: Session, row: AccountRow, password_hash: str) -> None:
    """Stores the hash of an account's new password."""
    row.password_hash = password_hash
    session.flush()


def fold_email(email: str) -> str:
    """An e-mail address in the form by which accounts are found."""
    return email.strip().casefold()
