"""Queries on accounts."""

from collections.abc import Sequence

from sqlalchemy import or_, select, update
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


def set_app(session: Session, row: AccountRow, secret: str | None, step: int | None) -> None:
    """Stores the sealed secret of an account's app, None for no app, and the last step taken."""
    row.totp_secret, row.totp_step = secret, step
    session.flush()


def take_step(session: Session, account: str, step: int) -> bool:
    """Notes that the code of a step was taken; False when it, or a later one, was taken already."""
    earlier = or_(AccountRow.totp_step.is_(None), AccountRow.totp_step < step)
    taken = update(AccountRow).where(AccountRow.id == account, earlier).values(totp_step=step)
    return session.execute(taken.returning(AccountRow.id)).one_or_none() is not None


def fold_email(email: str) -> str:
    """An e-mail address in the form by which accounts are found."""
    return email.strip().casefold()
