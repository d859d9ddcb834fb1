"""When something may be done, as pairs: check_can_x raises with the reason, can_x says yes or no."""

from collections.abc import Collection

from inspect_app.fieldwork.case_records import Alert
from inspect_app.fieldwork.list_areas import AreaLine
from inspect_app.fieldwork.make_account import has_way_in
from inspect_app.fieldwork.open_case import CaseView
from inspect_app.fieldwork.permissions import Visitor
from inspect_app.findings.decisions import Decision
from inspect_app.ledger.states import CLOSED, Action, CaseStatus, transition
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.models import AccountRow
from inspect_app.records.releases import Release

WORDS = {
    Action.SUBMIT: "submit {}",
    Action.RETURN: "return {}",
    Action.SIGN_OFF: "sign {} off",
    Action.REOPEN: "re-open {}",
    Action.WITHDRAW: "withdraw {}",
}


def check_can_edit(status: CaseStatus) -> None:
    """Answers may change only while the case is open."""
    if status in CLOSED:
        way_back = "returned" if status is CaseStatus.SUBMITTED else "re-opened"
        raise UserError(f"This case is {status.label}. It must be {way_back} before its answers can change.")


def can_edit(status: CaseStatus) -> bool:
    """Whether answers may change."""
    return status not in CLOSED


def check_can_move(case: CaseView, action: Action, reason: str) -> None:
    """A case moves only along its transitions: complete when submitted, with a reason where one is asked."""
    move = transition(case.status, action)
    if move is None:
        raise UserError(
            f"Case {case.reference} is {case.status.label}, so you can't {WORDS[action].format('it')}."
        )
    if move.needs_reason and not reason:
        raise UserError(f"Give a reason to {WORDS[action].format('the case')}.")
    if action is Action.SUBMIT and not is_complete(case):
        raise UserError(
            "The case can't be submitted yet: answers or comments are missing, or answers are in conflict."
        )


def can_move(case: CaseView, action: Action) -> bool:
    """Whether the case may move this way, given a reason where one is asked."""
    try:
        check_can_move(case, action, "given")
    except UserError:
        return False
    return True


def check_can_close(alert: Alert) -> None:
    """An alert is closed once; what was said then stands."""
    if not alert.is_open:
        raise UserError("This alert is closed already.")


def can_close(alert: Alert) -> bool:
    """Whether an alert is still open."""
    return alert.is_open


def check_has_accounts(visitor: Visitor) -> None:
    """People are invited where they can sign in: not at a computer that only its owner uses."""
    if visitor.owner:
        raise UserError(
            "At your own computer nobody else comes in, so nobody can be invited. "
            "Roles are given on an office server."
        )


def is_complete(case: CaseView) -> bool:
    """Whether nothing is left to answer, to comment on or to settle."""
    return case.path.complete and not case.conflicts


def check_can_promote(account: AccountRow) -> None:
    """Whoever holds a link that is still about would become administrator by it."""
    if account.disabled_at is not None or not has_way_in(account):
        raise UserError(
            f"{account.email} can’t sign in yet. Make them an administrator when they have chosen a password."
        )


def can_promote(account: AccountRow) -> bool:
    """Whether an account may be made an administrator's."""
    return account.disabled_at is None and has_way_in(account)


def check_can_step_down(account: AccountRow, administrators: Collection[AccountRow]) -> None:
    """The last administrator who can come in stays one, of all the `administrators` who can."""
    if [each.id for each in administrators] == [account.id]:
        raise UserError(
            f"{account.email} is the last administrator who can sign in. Make somebody else an administrator "
            "first."
        )


def can_step_down(account: AccountRow, administrators: Collection[AccountRow]) -> bool:
    """Whether an account may be disabled, or stop being an administrator's."""
    return [each.id for each in administrators] != [account.id]


def check_can_reset(account: AccountRow) -> None:
    """A link of a disabled account opens nothing."""
    if account.disabled_at is not None:
        raise UserError(f"The account of {account.email} is disabled. Enable it first.")


def can_reset(account: AccountRow) -> bool:
    """Whether an account may be reset."""
    return account.disabled_at is None


def check_can_renew_link(account: AccountRow) -> None:
    """Whoever can sign in needs no link; it would be a way round their second factor."""
    check_can_reset(account)
    if has_way_in(account):
        raise UserError(
            f"{account.email} can sign in already. If they have lost their password, reset the account."
        )


def can_renew_link(account: AccountRow) -> bool:
    """Whether a new link may be made."""
    return can_reset(account) and not has_way_in(account)


def check_can_release(area: AreaLine) -> None:
    """An area gets a report only of cases that are signed off."""
    if not area.whole.signed_off:
        raise UserError(f"{area.name} has no signed-off case yet, so there is nothing to release to it.")


def can_release(area: AreaLine) -> bool:
    """Whether a report can be released to the area."""
    return area.whole.signed_off > 0


def check_can_withdraw(release: Release) -> None:
    """What was withdrawn already can't be withdrawn again."""
    if release.withdrawn_at is not None:
        raise UserError("This report is withdrawn already.")


def can_withdraw(release: Release) -> bool:
    """Whether a released report can be taken back."""
    return release.withdrawn_at is None


def check_can_undo(decision: Decision | None) -> None:
    """Only what stands can be undone."""
    if decision is None:
        raise UserError("Nothing is decided here, so there is nothing to undo.")


def can_undo(decision: Decision | None) -> bool:
    """Whether a decision stands that can be undone."""
    return decision is not None
