"""What the pages of examples and recommendations share: their addresses, and saving one version."""

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from uuid6 import uuid7

from inspect_app.fieldwork.open_report import ReportView, open_report
from inspect_app.fieldwork.save_text import Spot, save_text
from inspect_app.ledger.texts import Thing, ThingKind, Value
from inspect_app.publication.texts import is_thing
from inspect_app.web.audiences import Work
from inspect_app.web.kept_forms import accept
from inspect_app.web.read_figures import flash_saved
from inspect_app.web.writing_things import spot_of, versions_seen

WITHDRAW = "withdraw"


def new_key() -> str:
    """The key of a text that is yet to be written."""
    return str(uuid7())


def open_text(work: Work, ref: str, language: str, kind: ThingKind, key: str) -> tuple[ReportView, Thing]:
    """A report and one of its texts, with no version if it is yet to be written; 404 if it can't be one."""
    report = open_report(work.session, ref, language)
    if not is_thing(f"{kind}:{key}", ()):
        abort(404)
    return report, report.thing(f"{kind}:{key}")


def last_value(thing: Thing) -> Value:
    """What a text says; of versions in conflict, what the last one says."""
    return thing.heads[-1].value if thing.heads else {}


def save_value(
    work: Work, report: ReportView, thing: Thing, value: Mapping[str, Any], seen: str | None, back: str
) -> ResponseReturnValue:
    """Saves a version and goes back, or to where a conflict with another is settled."""
    spot = Spot(report.inspection.ref, report.language, thing.name)
    after = save_text(*work, spot=spot, value=value, seen=versions_seen(seen))
    if after.thing(thing.name).in_conflict:
        accept()
        flash("Saved. Somebody had changed this since you opened the page: settle what should stand.")
        return redirect(conflict_of(report, thing))
    accept()
    if value["withdrawn"]:
        flash("Withdrawn.")
    else:
        flash_saved(work, spot)
    return redirect(back)


def conflict_of(report: ReportView, thing: Thing) -> str:
    """The address where the versions of a text are compared and settled."""
    return url_for("readers.text_conflict", part=thing.kind, text=thing.subject, **spot_of(report))
