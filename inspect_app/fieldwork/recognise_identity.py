"""Says whose account an identity of single sign-on opens; it never makes one."""

from dataclasses import dataclass

from inspect_app.fieldwork.web_session import name_of, subject_of
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log, accounts, one_time_links, web_sessions
from inspect_app.records.engine import Session
from inspect_app.records.models import AccountRow


@dataclass(frozen=True)
class Identity:
    """Who somebody is elsewhere: an issuer, its name for them, and the email address that it vouches for."""

    issuer: str
    subject: str
    verified_email: str | None = None

    @property
    def key(self) -> str:
        """The form in which an account keeps it."""
        return f"{self.issuer} {self.subject}"


def recognise_identity(session: Session, clock: Clock, identity: Identity, device: str) -> AccountRow | None:
    """The account that an identity opens; None when there is none, or it is disabled.

    The first time it is found by the email address, and the identity is kept; from then on by the identity
    alone, whatever becomes of the address. An account that has an identity is not found by its address.
    Whatever else had let somebody in until then ends: whoever invited them may have come in their place.
    """
    account = accounts.by_single_sign_on(session, identity.key)
    if account is not None:
        return account if account.disabled_at is None else None
    email = identity.verified_email
    # Other scripts have letters that fold into ours, and a provider may vouch for an address with them.
    account = accounts.by_email(session, email) if email and email.isascii() else None
    if account is None or account.single_sign_on is not None or account.disabled_at is not None:
        return None
    now = clock()
    accounts.forget_proofs(session, account)
    web_sessions.end(session, account.id, now)
    one_time_links.end(session, account.id, now)
    accounts.set_single_sign_on(session, account, identity.key)
    actor = Actor(name_of(account), device)
    detail = {"issuer": identity.issuer}
    access_log.record(session, now, actor, "account.single_sign_on", None, subject_of(account), detail)
    return account
