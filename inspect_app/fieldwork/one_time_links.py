"""Makes, reads and uses the links by which somebody chooses a password, once."""

import secrets
from datetime import timedelta

from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import one_time_links
from inspect_app.records.engine import Session
from inspect_app.records.models import OneTimeLinkRow
from inspect_app.records.web_sessions import token_hash


def make_link(
    session: Session, actor: Actor, clock: Clock, *, account: str | None, lifetime: timedelta
) -> str:
    """The token of a new link, which is kept nowhere; earlier links of the account stop working."""
    now = clock()
    one_time_links.end(session, account, now)
    token = secrets.token_urlsafe(32)
    row = OneTimeLinkRow(
        token_hash=token_hash(token),
        account_id=account,
        created_at=now,
        expires_at=now + lifetime,
        made_by=actor.name,
    )
    one_time_links.add(session, row)
    return token
