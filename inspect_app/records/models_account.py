"""Tables of accounts: who can sign in, how they prove who they are, and where they are signed in."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.records.base import Base


class AccountRow(Base):
    """Somebody who can sign in, by their email address in small letters.

    `administrator` may make accounts and inspections. `totp_secret` is sealed; `totp_step` is the last
    30-second step whose code was taken, so that no code is taken twice. `single_sign_on` is the issuer and
    subject, parted by a space, of the identity that signs in for them elsewhere.
    """

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    created_at: Mapped[datetime]
    administrator: Mapped[bool] = mapped_column(default=False)
    password_hash: Mapped[str | None] = mapped_column(default=None)
    totp_secret: Mapped[str | None] = mapped_column(default=None)
    totp_step: Mapped[int | None] = mapped_column(default=None)
    single_sign_on: Mapped[str | None] = mapped_column(unique=True, default=None)
    disabled_at: Mapped[datetime | None] = mapped_column(default=None)


class RecoveryCodeRow(Base):
    """A code that stands in once for a one-time code; `code_hash` is its SHA-256."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class OneTimeLinkRow(Base):
    """A link that lets somebody choose a password, once; `token_hash` is the SHA-256 of what it holds.

    Without an account it is the link by which an office server's first administrator makes theirs. `made_by`
    names whoever was shown it.
    """

    __tablename__ = "one_time_link"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    made_by: Mapped[str]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class WebSessionRow(Base):
    """A browser in which somebody is signed in; `token_hash` is the SHA-256 of what its cookie holds.

    `proved_at` is when they last proved who they are; nobody is signed in after `expires_at` or `ended_at`.
    """

    __tablename__ = "web_session"

    id: Mapped[str] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    device: Mapped[str]
    started_at: Mapped[datetime]
    proved_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class AttemptsRow(Base):
    """How often something was attempted since a moment: signing in from one address, say."""

    __tablename__ = "attempts"

    key: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    number: Mapped[int]
