"""Invites people, for tests that need some."""

from dataclasses import dataclass
from datetime import timedelta

from inspect_app.fieldwork.invite_account import Invited, invite_account
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import Session
from tests.integration.conftest import Clock

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Inviter:
    """Somebody who invites people, with links that last a week."""

    session: Session
    actor: Actor
    clock: Clock

    def __call__(self, email: str, name: str, *, administrator: bool = False) -> Invited:
        """The account of an email address, and the token of its link."""
        return invite_account(
            self.session,
            self.actor,
            self.clock,
            email=email,
            name=name,
            administrator=administrator,
            lifetime=WEEK,
        )
