"""What administrators can do about an account: each step with its words and when it is open."""

from collections.abc import Callable
from dataclasses import dataclass

from inspect_app.fieldwork.change_administrator import change_administrator
from inspect_app.fieldwork.disable_account import disable_account, enable_account
from inspect_app.fieldwork.policies import can_promote, can_renew_link, can_reset, can_step_down
from inspect_app.fieldwork.renew_link import renew_link
from inspect_app.fieldwork.reset_account import reset_account
from inspect_app.records.accounts import enabled_administrators
from inspect_app.records.models import AccountRow
from inspect_app.web.audiences import Work
from inspect_app.web.visitors import setting

Take = Callable[[Work, AccountRow], str | None]


@dataclass(frozen=True)
class Step:
    """Something to be done about an account: what it is called, what comes of it, and when it is open.

    `take` does it, and answers the token of a link if it makes one. `warns` marks what hurts by mistake.
    """

    name: str
    title: str
    meaning: str
    done: str
    is_open: Callable[[Work, AccountRow], bool]
    take: Take
    warns: bool = False


def open_steps(work: Work, account: AccountRow) -> list[Step]:
    """What can be done about an account now."""
    return [step for step in STEPS.values() if step.is_open(work, account)]


def _can_be_promoted(_work: Work, account: AccountRow) -> bool:
    return not account.administrator and can_promote(account)


def _is_disabled(_work: Work, account: AccountRow) -> bool:
    return account.disabled_at is not None


def _can_be_demoted(work: Work, account: AccountRow) -> bool:
    return account.administrator and can_step_down(account, enabled_administrators(work.session))


def _can_be_disabled(work: Work, account: AccountRow) -> bool:
    return account.disabled_at is None and can_step_down(account, enabled_administrators(work.session))


def _promote(work: Work, account: AccountRow) -> None:
    change_administrator(*work, account, administrator=True)


def _demote(work: Work, account: AccountRow) -> None:
    change_administrator(*work, account, administrator=False)


def _disable(work: Work, account: AccountRow) -> None:
    disable_account(*work, account)


def _enable(work: Work, account: AccountRow) -> None:
    enable_account(*work, account)


def _renew(work: Work, account: AccountRow) -> str:
    return renew_link(*work, account, lifetime=setting().site.rules.invitation)


def _reset(work: Work, account: AccountRow) -> str:
    return reset_account(*work, account, lifetime=setting().site.rules.invitation)


_ALL = (
    Step(
        "link",
        "Make a new link",
        "Their link was lost or has expired. A new one lets them choose a password; the one before stops "
        "working.",
        "has a new link",
        lambda _work, account: can_renew_link(account),
        _renew,
    ),
    Step(
        "promote",
        "Make them an administrator",
        "An administrator makes inspections, sees to accounts, gives out roles in every inspection and "
        "searches the access log. It opens no case to them.",
        "is an administrator",
        _can_be_promoted,
        _promote,
    ),
    Step(
        "demote",
        "Make them an ordinary user",
        "They keep the roles they hold in inspections, and no longer see to accounts or the access log.",
        "is no longer an administrator",
        _can_be_demoted,
        _demote,
        warns=True,
    ),
    Step(
        "reset",
        "Reset the account",
        "They have lost their password or the telephone with their codes, or somebody else has them. Their "
        "password, second factor, recovery codes and single sign-on are forgotten, and they are signed out "
        "everywhere. You get a link by which they begin anew. Their roles stay.",
        "is reset",
        lambda _work, account: can_reset(account) and not can_renew_link(account),
        _reset,
        warns=True,
    ),
    Step(
        "disable",
        "Disable the account",
        "They are signed out everywhere and can’t sign in. What they did stays on record, and the account "
        "can be enabled again.",
        "is disabled",
        _can_be_disabled,
        _disable,
        warns=True,
    ),
    Step(
        "enable",
        "Enable the account",
        "They can sign in again, with the password and the roles they had.",
        "is enabled",
        _is_disabled,
        _enable,
    ),
)
STEPS = {step.name: step for step in _ALL}
"""The steps by the last part of their address, in the order in which a page offers them."""
