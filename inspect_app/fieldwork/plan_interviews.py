"""Plans when whoever has a case interviews its responsible officer. Identifiable: it names officers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import count

from inspect_app.fieldwork.destroy_frame import no_list_words
from inspect_app.fieldwork.read_team import read_team
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.ledger.states import CLOSED
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, assignments, inspections, long_list, team_cases
from inspect_app.records.engine import Session
from inspect_app.sampling.frame import clean, fold
from inspect_app.sampling.teams import Person

SLOTS = (time(9, 30), time(11, 15), time(13, 30), time(15, 15))
"""When an interview may begin: each takes an hour to an hour and a half."""
FRIDAY = 4


@dataclass(frozen=True)
class ToMeet:
    """A case whose officer is to be interviewed by whoever has it, by account and name."""

    account: str
    assessor: str
    reference: str
    officer: str
    office: str

    @property
    def officer_key(self) -> str:
        """What tells officers apart: the name, or the case where none is given."""
        return fold(self.officer) or f"case {self.reference}"


@dataclass(frozen=True)
class Interview:
    """An interview in a timetable."""

    day: date
    time: time
    about: ToMeet


@dataclass(frozen=True)
class Timetable:
    """The interviews of an inspection by day and time; `unknown` are cases given out without a list row.

    `beyond` says, a sentence each, who has interviews on more days than they have working days.
    """

    ref: str
    title: str
    synthetic: bool
    interviews: tuple[Interview, ...]
    unknown: tuple[str, ...]
    beyond: tuple[str, ...] = ()


def plan_interviews(session: Session, actor: Actor, clock: Clock, *, ref: str, first: date) -> Timetable:
    """A timetable from day `first` on, of the cases that are given to somebody and still to be read.

    It is logged. Raises UserError without a long list, which has the officers' names, and when no such case
    is given to anybody.
    """
    inspection, _ = inspections.find(session, ref)
    if long_list.current_import(session, inspection.id) is None:
        why = no_list_words(session, inspection.id)
        raise UserError(f"The timetable names officers, who stand in the long list. {why}")
    to_meet, unknown = _given(session, inspection.id)
    if not to_meet and not unknown:
        raise UserError("Nobody has a case that is still to be read. Share the cases out first.")
    interviews = arrange(to_meet, first)
    detail = {"interviews": len(interviews), "from": first.isoformat()}
    access_log.record(session, clock(), actor, "timetable.export", ref, "timetable", detail)
    over = beyond(interviews, read_team(session, inspection.id, clock().date()))
    return Timetable(ref, inspection.title, inspection.synthetic, interviews, tuple(unknown), over)


def beyond(interviews: Sequence[Interview], team: Mapping[str, Person]) -> tuple[str, ...]:
    """Who needs more days for their interviews than they have."""
    names = {each.about.account: each.about.assessor for each in interviews}
    days: defaultdict[str, set[date]] = defaultdict(set)
    for each in interviews:
        days[each.about.account].add(each.day)
    working = {account: team[account].days if account in team else 0 for account in names}
    return tuple(
        f"{names[account]} has interviews on {_count(len(days[account]), 'day')}, and "
        f"{_count(working[account], 'working day')}."
        for account in sorted(names, key=lambda account: (names[account], account))
        if len(days[account]) > working[account]
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _given(session: Session, inspection: int) -> tuple[list[ToMeet], list[str]]:
    """The cases that somebody has and that are still to be read; apart, those that no row tells of."""
    cases = {case.reference: case for case in team_cases.of_inspection(session, inspection)}
    to_meet, unknown = [], []
    for each in assignments.current(session, inspection):
        case = cases[each.reference]
        if case.status in CLOSED:
            continue
        if not case.listed:
            unknown.append(case.reference)
            continue
        officer, office = clean(case.officer), clean(case.office)
        to_meet.append(ToMeet(each.account, each.name, case.reference, officer, office))
    return to_meet, unknown


def arrange(to_meet: Sequence[ToMeet], first: date) -> tuple[Interview, ...]:
    """Gives each interview a time on a working day, at which neither side has another.

    An officer's cases with one person follow each other on one day, as far as a day has room; the longest
    rows of interviews are placed first, each as early as it fits.
    """
    together: defaultdict[tuple[str, str], list[ToMeet]] = defaultdict(list)
    for each in sorted(to_meet, key=lambda each: each.reference):
        together[each.account, each.officer_key].append(each)
    rows = [row for whole in together.values() for row in _day_long(whole)]
    rows.sort(
        key=lambda row: (-len(row), row[0].assessor, row[0].account, row[0].officer_key, row[0].reference)
    )
    taken: set[tuple[str, str, date, time]] = set()
    planned: list[Interview] = []
    for row in rows:
        for day, times in _places(len(row), first):
            sides = {("assessor", row[0].account), ("officer", row[0].officer_key)}
            wanted = {(*side, day, at) for side in sides for at in times}
            if not wanted & taken:
                taken |= wanted
                planned += [Interview(day, at, each) for at, each in zip(times, row, strict=True)]
                break
    return tuple(
        sorted(planned, key=lambda each: (each.day, each.time, each.about.assessor, each.about.account))
    )


def _when(interview: Interview) -> tuple[date, time, str, str]:
    return interview.day, interview.time, interview.about.assessor, interview.about.reference


def _day_long(row: Sequence[ToMeet]) -> Iterator[Sequence[ToMeet]]:
    for start in range(0, len(row), len(SLOTS)):
        yield row[start : start + len(SLOTS)]


def _places(length: int, first: date) -> Iterator[tuple[date, Sequence[time]]]:
    """Every run of so many times on one working day, the earliest first."""
    for number in count():
        day = first + timedelta(days=number)
        if day.weekday() > FRIDAY:
            continue
        for start in range(len(SLOTS) - length + 1):
            yield day, SLOTS[start : start + length]
