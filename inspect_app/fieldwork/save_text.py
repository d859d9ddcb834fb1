"""Saves a version of a report's text from a form, brings one back, settles a conflict, marks one as read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from uuid6 import uuid7

from inspect_app.fieldwork.open_report import ReportView
from inspect_app.fieldwork.open_texts import OpenTexts, open_texts
from inspect_app.fieldwork.sent_texts import SentText
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import report_texts
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class Spot:
    """A thing of the report of an inspection in a language."""

    ref: str
    language: str
    thing: str


class Stale(UserError):
    """Somebody has written something more since the page was made."""


def save_text(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    spot: Spot,
    value: Mapping[str, Any],
    seen: tuple[str, ...],
) -> ReportView:
    """Say something of a thing, having seen some of its versions; the report as it stands afterwards.

    What says the same as the only version that was seen is not stored again. Raises UserError when there is
    no such report or thing, or when it can't be said.
    """
    opened = open_texts(session, spot.ref, spot.language)
    before = opened.view().thing(spot.thing)
    if [each.id for each in before.heads] == list(seen) and before.value == value:
        return opened.view()
    _store(opened, actor, clock, spot.thing, value, seen)
    return opened.view()


def bring_back(
    session: Session, actor: Actor, clock: Clock, *, spot: Spot, version: str, seen: tuple[str, ...]
) -> ReportView:
    """Let an older version of a thing stand again; what stood is kept in the history.

    Raises Stale when something more was written than was `seen`, NotThere when there is no such version.
    """
    opened = open_texts(session, spot.ref, spot.language)
    _check_seen(opened, spot, seen)
    found = report_texts.saves(session, [version]).get(version)
    if found is None or found.id not in {each.id for each in opened.view().versions_of(spot.thing)}:
        raise NotThere("There is no such version of this. Go back and choose one of those listed.")
    _store(opened, actor, clock, spot.thing, found.value, seen)
    return opened.view()


def mark_read(
    session: Session, actor: Actor, clock: Clock, *, spot: Spot, seen: tuple[str, ...]
) -> ReportView:
    """Say that the figures of a text were read as they are now: a version that says the same follows it.

    Raises Stale when something more was written than was `seen`, UserError when versions are in conflict.
    """
    opened = open_texts(session, spot.ref, spot.language)
    _check_seen(opened, spot, seen)
    value = opened.view().thing(spot.thing).value
    if value is None:
        raise UserError("Settle which version of this stands first, then mark it as read.")
    _store(opened, actor, clock, spot.thing, value, seen, read=True)
    return opened.view()


def settle_texts(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    spot: Spot,
    seen: tuple[str, ...],
    version: str | Mapping[str, Any],
) -> ReportView:
    """Say which version of a thing in conflict stands: one of those, by its id, or another.

    Raises Stale when the versions in conflict are no longer those that were `seen`.
    """
    opened = open_texts(session, spot.ref, spot.language)
    _check_seen(opened, spot, seen)
    thing = opened.view().thing(spot.thing)
    value = version
    if isinstance(version, str):
        value = next((each.value for each in thing.heads if each.id == version), "")
    if not isinstance(value, Mapping):
        raise UserError("Choose the version that should stand, or give another.")
    _store(opened, actor, clock, spot.thing, value, tuple(each.id for each in thing.heads))
    return opened.view()


def _check_seen(opened: OpenTexts, spot: Spot, seen: tuple[str, ...]) -> None:
    if set(seen) != {each.id for each in opened.view().thing(spot.thing).heads}:
        raise Stale("Something more was written since you opened the page. Look again, then choose.")


def _store(
    opened: OpenTexts,
    actor: Actor,
    clock: Clock,
    thing: str,
    value: Mapping[str, Any],
    parents: tuple[str, ...],
    *,
    read: bool = False,
) -> None:
    now = clock()
    made_at = now.isoformat(timespec="milliseconds")
    opened.take(SentText(str(uuid7()), made_at, thing, value, parents), actor, now, read=read)
