"""The words and tags that templates share: dates, counts and the names of states."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from flask import Flask, render_template
from markupsafe import Markup
from wtforms import Form

from inspect_app.fieldwork.permissions import Role
from inspect_app.ledger.states import DONE, Action
from inspect_app.questionnaire.model import Attribute
from inspect_app.reports.bars import interval_of
from inspect_app.reports.wording import figure, flag_name, long_date, of_cases, per_cent, protection

STATUS_COLOURS = {
    "allocated": "grey",
    "in_progress": "light-blue",
    "submitted": "purple",
    "returned": "yellow",
    "signed_off": "green",
    "withdrawn": "orange",
}


def render(template: str, form: Form | None = None, **values: Any) -> tuple[str, int]:
    """A page; one whose form has errors says so in its status too."""
    return render_template(template, form=form, **values), 422 if form is not None and form.errors else 200


def use_words(app: Flask) -> None:
    """Give templates these words."""
    words: tuple[Callable[..., str], ...] = (
        *(
            day,
            moment,
            count,
            status_label,
            status_colour,
            short,
            value_label,
            action_label,
            thing_label,
            event_label,
            role_label,
            paragraphs,
        ),
        *(per_cent, of_cases, figure, flag_name, long_date, protection, interval_of),
    )
    for word in words:
        app.add_template_filter(word)


def day(value: date | str) -> str:
    """22 November 2026."""
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{when.day} {when:%B %Y}"


def moment(value: datetime | str) -> str:
    """22 November 2026 at 10:32."""
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{day(when)} at {when:%H:%M}"


def count(number: int, one: str, many: str = "") -> str:
    """1 case, 2 cases, no cases."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{number:,} {noun}" if number else f"no {noun}"


def status_label(status: str) -> str:
    """Signed off."""
    return status.replace("_", " ").capitalize()


def status_colour(status: str) -> str:
    """The tag colour of a case's status."""
    return STATUS_COLOURS[status]


def value_label(attribute: Attribute, attributes: Mapping[str, str]) -> str:
    """What a case's attribute says, in words."""
    value = attributes.get(attribute.id, "")
    labels = {option.value: str(option.label) for option in attribute.options}
    return labels.get(value, value) or "Not recorded"


def action_label(action: str) -> str:
    """What was done to a case."""
    return DONE[Action(action)] if action in list(Action) else action


THINGS = {
    "answer": "Answer",
    "comment": "Comment",
    "evidence": "Evidence",
    "visit": "Visit",
    "alert": "Alert",
    "chapter": "Chapter",
    "example": "Practice example",
    "recommendation": "Recommendation",
}


def thing_label(kind: str) -> str:
    """What somebody said something about."""
    return THINGS.get(kind, kind)


EVENTS = {
    "access_log.export": "Exported the access log",
    "account.demote": "Made an administrator an ordinary user",
    "account.disable": "Disabled an account",
    "account.enable": "Enabled an account again",
    "account.invite": "Invited somebody",
    "account.link": "Made a new one-time link",
    "account.password_change": "Changed their password",
    "account.promote": "Made somebody an administrator",
    "account.recovery_code_used": "Used a recovery code",
    "account.recovery_codes": "Made new recovery codes",
    "account.reset": "Reset an account",
    "account.second_factor_removed": "Removed their authenticator app",
    "account.second_factor_set": "Set up an authenticator app",
    "account.sign_in": "Signed in",
    "account.sign_in_failed": "Failed to sign in",
    "account.sign_out": "Signed out",
    "account.single_sign_on": "Signed in by single sign-on for the first time",
    "account.welcome": "Chose a password by a one-time link",
    "alert.close": "Closed an alert",
    "alert.raise": "Raised an alert",
    "alerts.look": "Looked at the alerts",
    "answers.import": "Imported answers",
    "area.add": "Added an area",
    "area.move": "Moved cases to the area",
    "area.remove": "Removed an area",
    "area.rename": "Renamed an area",
    "areas.place": "Gave cases the areas that the long list names",
    "case.assign": "Gave a case to somebody",
    "case.identify": "Looked up whose case it is",
    "case.look": "Looked at the case",
    "case.reopen": "Re-opened the case",
    "case.replace": "Replaced the case by a reserve",
    "case.return": "Returned the case",
    "case.sign_off": "Signed off the case",
    "case.submit": "Submitted the case",
    "case.withdraw": "Withdrew the case",
    "cases.allocate": "Shared the cases out to the team",
    "cases.correct": "Corrected a row of the long list",
    "cases.exclude": "Excluded a row of the long list",
    "cases.export": "Exported the long list",
    "cases.import": "Imported a long list",
    "cases.look": "Looked at the long list",
    "cases.map": "Said which headings a long list uses",
    "cases.request": "Made a case list request",
    "cases.restore": "Restored a row of the long list",
    "changes.look": "Looked at what changed, and by which cases",
    "conflict.declare": "Declared a conflict of interest",
    "conflict.end": "Ended a conflict of interest",
    "data.export": "Took raw data",
    "disclosure.set": "Changed how people are kept from being recognised",
    "figure.cases": "Looked up the cases behind a figure",
    "frame.destroy": "Destroyed the long list",
    "inspection.create": "Made the inspection",
    "ledger.rebuild": "Rebuilt the cases’ states",
    "outputs.ask": "Asked for outputs",
    "outputs.cancel": "Cancelled the making of outputs",
    "outputs.fetch": "Downloaded an output",
    "questionnaire.add": "Added a questionnaire",
    "rating.decide": "Decided a rating",
    "rating.undo": "Undid what was decided about a rating",
    "release.make": "Released a report to an area",
    "release.read": "Downloaded a released report",
    "release.withdraw": "Withdrew a released report",
    "report.build": "Made the report",
    "report.freeze": "Froze an edition of the report",
    "report.start": "Started to write the report",
    "role.change": "Changed somebody’s role",
    "role.end": "Ended somebody’s role",
    "role.give": "Gave somebody a role",
    "sample.draw": "Drew the sample",
    "sample.export": "Exported a draw",
    "sample.plan": "Planned the sample",
    "sample.take": "Took a case on the day",
    "sample.verify": "Verified a draw",
    "table.export": "Downloaded a table of figures",
    "team.days": "Said how many days somebody works",
    "timetable.export": "Exported the interview timetable",
}
"""What a line of the access log tells of, in words."""

ROLE_WORDS = {
    "administrator": "gives people their roles; sees no case and no finding",
    "lead": "does and sees everything in the inspection",
    "inspector": "scores and submits cases, and sees the findings",
    "assistant": "scores cases, and sees the findings",
    "local_assessor": "scores and submits cases, but none of their own delivery unit; sees no findings",
    "quality_lead": "reads cases, returns them with a reason, and sees the board and the findings",
    "report_writer": "sees the findings, writes the report, and makes it and the workbook",
    "analyst": "sees the findings, and exports tables and answers without names",
    "area_reviewer": "sees the results of one area, and nothing else",
}
"""What each role does, in words."""


def role_label(role: str) -> str:
    """Lead inspector."""
    return Role(role).label.capitalize()


def event_label(action: str) -> str:
    """What was done, by its name in the access log."""
    return EVENTS.get(action, action)


def paragraphs(text: object) -> Markup:
    """A text whose paragraphs are parted by blank lines, and lists marked by hyphens, as HTML."""
    blocks = [block.strip() for block in str(text).split("\n\n") if block.strip()]
    return Markup("").join(_block(block) for block in blocks)


def _block(block: str) -> Markup:
    lines = [line.strip() for line in block.splitlines()]
    if all(line.startswith("- ") for line in lines):
        items = Markup("").join(Markup("<li>{}</li>").format(line.removeprefix("- ")) for line in lines)
        return Markup('<ul class="govuk-list govuk-list--bullet">{}</ul>').format(items)
    return Markup("<p>{}</p>").format(" ".join(lines))


def short(digest: str) -> str:
    """The first twelve characters of a digest."""
    return digest[:12]
