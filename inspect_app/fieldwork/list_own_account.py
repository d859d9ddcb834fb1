"""What somebody sees of their own account."""

from dataclasses import dataclass
from datetime import datetime

from inspect_app.fieldwork.permissions import NotAllowed, Visitor
from inspect_app.ledger.entries import Clock
from inspect_app.records import accounts, recovery_codes, web_sessions
from inspect_app.records.engine import Session
from inspect_app.records.models import AccountRow


@dataclass(frozen=True)
class Place:
    """A browser in which somebody is signed in; `here` is the one they look from."""

    id: str
    device: str
    since: datetime
    here: bool


@dataclass(frozen=True)
class OwnAccount:
    """Somebody's account: by what they sign in, and where they are signed in."""

    name: str
    email: str
    has_password: bool
    has_second_factor: bool
    has_single_sign_on: bool
    recovery_codes_left: int
    places: tuple[Place, ...]

    @property
    def elsewhere(self) -> bool:
        """Whether they are signed in in other browsers too."""
        return any(not place.here for place in self.places)


def own_account(session: Session, clock: Clock, visitor: Visitor) -> OwnAccount:
    """The account of whoever is signed in."""
    row = own_row(session, visitor)
    return OwnAccount(
        name=row.name,
        email=row.email,
        has_password=row.password_hash is not None,
        has_second_factor=row.totp_secret is not None,
        has_single_sign_on=row.single_sign_on is not None,
        recovery_codes_left=recovery_codes.left(session, row.id),
        places=tuple(
            Place(each.id, each.device, each.started_at, each.id == visitor.web_session)
            for each in web_sessions.open_of(session, row.id, clock())
        ),
    )


def own_row(session: Session, visitor: Visitor) -> AccountRow:
    """The account of whoever is signed in; NotAllowed to the owner of the computer, who needs none."""
    row = accounts.find(session, visitor.account) if visitor.account else None
    if row is None:
        raise NotAllowed("You are not signed in with an account.")
    return row
