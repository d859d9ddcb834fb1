"""What pages say of the texts of a report: what each is called, where it is written, and how it stands."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from inspect_app.fieldwork.open_report import ReportView
from inspect_app.ledger.texts import ThingKind
from inspect_app.questionnaire.problems import NotThere


@dataclass(frozen=True)
class About:
    """A text of a report: its name ("chapter:foreword") in two parts, its title, and its page."""

    kind: ThingKind
    subject: str
    title: str
    address: str

    @property
    def thing(self) -> str:
        """Its name."""
        return f"{self.kind}:{self.subject}"


def about(report: ReportView, kind: str, subject: str) -> About:
    """A text by the parts of its name. Raises NotThere when the report has none such."""
    spot = spot_of(report)
    chapter = report.skeleton.chapter(subject)
    if kind == ThingKind.CHAPTER and chapter is not None:
        address = url_for("readers.chapter", chapter=subject, **spot)
        return About(ThingKind.CHAPTER, subject, chapter.title, address)
    found = report.things.get(f"{kind}:{subject}")
    if found is None:
        raise NotThere("There is no such text in this report.")
    value = found.heads[-1].value
    title = str(value.get("title") or value.get("text", ""))[:100]
    address = url_for(f"readers.{found.kind}", **{found.kind.value: subject, **spot})
    return About(found.kind, subject, title, address)


def address_of(report: ReportView, thing: str) -> str | None:
    """Where a text is written, by its name; None of a chapter that the house style has no longer."""
    kind, _, subject = thing.partition(":")
    try:
        return about(report, kind, subject).address
    except NotThere:
        return None


def spot_of(report: ReportView) -> dict[str, Any]:
    """What addresses of a report's pages are made of."""
    return {"ref": report.inspection.ref, "language": report.language}


def standing(report: ReportView) -> dict[str, Any]:
    """How the texts of a report stand, as the script of a chapter's page is told."""
    return {
        "editable": True,
        "heads": {name: seen_of(report, name).split() for name in report.things},
        "conflicts": list(report.conflicts),
    }


def seen_of(report: ReportView, thing: str) -> str:
    """The versions of a text that stand, as a form keeps them: entries, like those of answers."""
    return " ".join(f"{head.id}/0" for head in report.thing(thing).heads)


def versions_seen(field: str | None) -> tuple[str, ...]:
    """The versions that a form says its author had seen."""
    return tuple(entry.removesuffix("/0") for entry in (field or "").split())
