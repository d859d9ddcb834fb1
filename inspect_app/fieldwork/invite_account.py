"""Invites somebody: finds or makes their account, and a link by which they choose a password."""

from datetime import timedelta
from typing import NamedTuple

from inspect_app.fieldwork.make_account import checked_email, has_way_in, make_account
from inspect_app.fieldwork.one_time_links import make_link
from inspect_app.fieldwork.web_session import subject_of
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, accounts, one_time_links
from inspect_app.records.engine import Session


class Invited(NamedTuple):
    """The id of somebody's account, and the token of their link; None when they have what they need."""

    account: str
    token: str | None


def invite_account(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    email: str,
    name: str,
    administrator: bool = False,
    lifetime: timedelta,
) -> Invited:
    """The account of an email address, made if need be, and a link for whoever can't sign in yet.

    An account that is there keeps its name and its standing. Whoever was shown its last link is shown a new
    one, as long as nobody can sign in. Anybody else is refused until then: a link that is about opens to its
    holder whatever the account is given. Raises UserError for that, and for an account that is disabled.
    """
    row = accounts.by_email(session, checked_email(email))
    if row is None:
        row = make_account(session, clock, email=email, name=name, administrator=administrator)
    elif row.disabled_at is not None:
        raise UserError(f"The account of {row.email} is disabled. An administrator can enable it.")
    elif has_way_in(row):
        return Invited(row.id, None)
    elif one_time_links.last_maker(session, row.id) != actor.name:
        raise UserError(
            f"{row.email} was invited by somebody else and hasn’t come yet. Whoever holds that link would "
            "get what you give. Invite them when they have chosen a password."
        )
    token = make_link(session, actor, clock, account=row.id, lifetime=lifetime)
    detail = {"administrator": row.administrator}
    access_log.record(session, clock(), actor, "account.invite", None, subject_of(row), detail)
    return Invited(row.id, token)
