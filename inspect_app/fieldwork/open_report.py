"""Opens the report of an inspection in one language: its chapters, and what stands of its texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from inspect_app.fieldwork.find_skeleton import LANGUAGES, find_skeleton
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.ledger.texts import Thing, ThingKind, heads_of
from inspect_app.publication.skeleton import Skeleton
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records import report_texts
from inspect_app.records.engine import Session
from inspect_app.records.report_texts import Report, Version


@dataclass(frozen=True)
class ReportView:
    """A report: its chapters, every version of its texts, and its things as they stand, by name."""

    id: int
    inspection: InspectionView
    language: str
    style: str
    skeleton: Skeleton
    versions: tuple[Version, ...]
    things: Mapping[str, Thing]

    def thing(self, name: str) -> Thing:
        """A thing by its name, with no version if nothing was said of it yet."""
        return self.things.get(name, Thing(name, ()))

    def of_kind(self, kind: ThingKind) -> tuple[Thing, ...]:
        """The things of a kind of which something was said, in the order in which they were begun."""
        return tuple(each for each in self.things.values() if each.kind is kind)

    @cached_property
    def conflicts(self) -> tuple[str, ...]:
        """The names of the things of which versions are in conflict."""
        return tuple(name for name, each in self.things.items() if each.in_conflict)

    def versions_of(self, thing: str) -> tuple[Version, ...]:
        """Every version of a thing, in order of receipt."""
        return tuple(each for each in self.versions if each.thing == thing)


def find_report(session: Session, ref: str, language: str) -> ReportView | None:
    """The report of an inspection in a language; None when nobody has started it.

    Raises NotThere when there is no such inspection or language.
    """
    inspection = get_inspection(session, ref)
    if language not in LANGUAGES:
        raise NotThere(f"Reports are written in {' or '.join(LANGUAGES.values())}, not in “{language}”.")
    found = report_texts.find(session, inspection.id, language)
    return None if found is None else view_of(session, inspection, found)


def open_report(session: Session, ref: str, language: str) -> ReportView:
    """The report of an inspection in a language. Raises NotThere when there is none."""
    found = find_report(session, ref, language)
    if found is None:
        raise NotThere(f"No report in {LANGUAGES[language]} has been started yet. Start it first.")
    return found


def view_of(session: Session, inspection: InspectionView, report: Report) -> ReportView:
    """A stored report with what stands of its texts."""
    versions = tuple(report_texts.versions(session, report.id))
    return ReportView(
        report.id,
        inspection,
        report.language,
        report.style,
        find_skeleton(report.style, inspection.definition, report.language),
        versions,
        _things(session, versions),
    )


def _things(session: Session, versions: Iterable[Version]) -> dict[str, Thing]:
    by_thing: dict[str, list[Version]] = {}
    for version in versions:
        by_thing.setdefault(version.thing, []).append(version)
    heads = {thing: heads_of((each.id, each.parents) for each in found) for thing, found in by_thing.items()}
    saves = report_texts.saves(session, {id_ for ids in heads.values() for id_ in ids})
    return {thing: Thing(thing, tuple(saves[id_] for id_ in ids)) for thing, ids in heads.items()}
