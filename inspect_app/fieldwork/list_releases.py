"""What was released to each area of an inspection, and to whom."""

from dataclasses import dataclass
from datetime import date

from inspect_app.fieldwork.change_areas import NO_SUCH_AREA
from inspect_app.fieldwork.list_areas import AreaLine, list_areas
from inspect_app.fieldwork.permissions import Role
from inspect_app.ledger.entries import Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import inspections, releases
from inspect_app.records.engine import Session
from inspect_app.records.releases import Release


@dataclass(frozen=True)
class AreaReleases:
    """An area, who reviews it now, and its releases, newest first."""

    area: AreaLine
    readers: tuple[str, ...]
    releases: tuple[Release, ...]

    @property
    def current(self) -> Release | None:
        """The release that its reviewers can open."""
        return releases.current_of(self.releases)


def list_releases(session: Session, clock: Clock, ref: str) -> list[AreaReleases]:
    """Every area in the order of the tree; UserError when there is no such inspection."""
    inspection, _ = inspections.find(session, ref)
    readers = readers_of(session, inspection.id, clock().date())
    made = releases.of_inspection(session, inspection.id)
    return [
        AreaReleases(
            line,
            tuple(readers.get(line.id, ())),
            tuple(each for each in made if each.area == line.id),
        )
        for line in list_areas(session, ref).lines
    ]


def releases_of(session: Session, clock: Clock, ref: str, area: int) -> AreaReleases:
    """One area's; UserError when there is no such inspection or area."""
    for each in list_releases(session, clock, ref):
        if each.area.id == area:
            return each
    raise UserError(NO_SUCH_AREA)


def find_release(session: Session, clock: Clock, ref: str, release: int) -> tuple[AreaLine, Release]:
    """A release by its id and the area it was made to; UserError when there is none."""
    for each in list_releases(session, clock, ref):
        for made in each.releases:
            if made.id == release:
                return each.area, made
    raise UserError("There is no such report. Go back to the list of releases.")


def readers_of(session: Session, inspection: int, today: date) -> dict[int, list[str]]:
    """Who reviews each area on a day, by name and email address."""
    return releases.readers(session, inspection, Role.AREA_REVIEWER, today)
