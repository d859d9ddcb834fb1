"""Reads of the cases that differ between two moments what it takes to say how they changed the figures."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from inspect_app.fieldwork.change_areas import subject_of
from inspect_app.fieldwork.list_inspections import InspectionView
from inspect_app.fieldwork.trace_case import REPLACED, CaseThen, How, Trace, TracedCase
from inspect_app.findings.readings import Reading
from inspect_app.ledger.replay import replay
from inspect_app.records import access_log, areas, draws, received, replacements
from inspect_app.records.access_log import Event, Filter
from inspect_app.records.case_heads import CaseHead, Heads
from inspect_app.records.engine import Session
from inspect_app.records.received import Received, Standing

MOST_EVENTS = 10_000


@dataclass(frozen=True)
class Moment:
    """One side of a comparison: how far each case had come, and which of them count.

    `heads` None: that was not kept. `at` None is the present.
    """

    heads: Heads | None
    counted: Collection[str]
    at: datetime | None


@dataclass(frozen=True)
class Between:
    """Two moments of one inspection; `today` is how far its cases have come now, for what was not kept.

    `people` are names by account. `with_answers` also looks up the answers of cases that count at one of the
    moments alone.
    """

    inspection: InspectionView
    before: Moment
    after: Moment
    today: Heads
    people: Mapping[str, str]
    with_answers: bool

    def differing(self) -> list[str]:
        """The cases that count at one of the moments at least, and were not the same at both."""
        was, now = set(self.before.counted), set(self.after.counted)
        old, new = self.before.heads, self.after.heads
        if old is None or new is None:
            return sorted(was ^ now)
        return sorted(each for each in was | now if each in was ^ now or old.get(each) != new.get(each))

    def facts(self, moment: Moment, reference: str) -> CaseHead | None:
        """What is known of a case at a moment: if that was not kept, as it is today."""
        heads = self.today if moment.heads is None else moment.heads
        return heads.get(reference)


def find_traces(session: Session, between: Between) -> list[TracedCase]:
    """Every case that differs. The number of queries doesn't grow with the number of saves of a case."""
    inspection = between.inspection
    differing = between.differing()
    standing = received.states(session, inspection.id, differing)
    replayed = {each for each in differing if _to_be_replayed(between, each, standing)}
    saves = received.every_save(session, inspection.id, replayed)
    saves |= received.moves(session, inspection.id, set(differing) - replayed)
    places = _places(session, inspection.id)
    was, now = set(between.before.counted), set(between.after.counted)
    done = _done(session, between, [each for each in differing if each in was & now], places)
    done |= _replaced(session, between, was - now)
    cases = []
    for reference in differing:
        of_case, stands = saves.get(reference, []), standing.get(reference)
        given = between, reference, stands, of_case if reference in replayed else None, places
        before, after = (_then(moment, *given) for moment in (between.before, between.after))
        history = stands.state.history if stands else ()
        cases.append(TracedCase(reference, before, after, of_case, history, done.get(reference, {})))
    return cases


def _to_be_replayed(between: Between, reference: str, standing: Mapping[str, Standing]) -> bool:
    """Whether it takes a case's saves to tell its answers, because they were asked for and went on since."""
    moments = [each for each in (between.before, between.after) if reference in each.counted]
    if not between.with_answers and len(moments) == 1:
        return False
    heads = [each.heads.get(reference) for each in moments if each.heads is not None]
    stands = standing.get(reference)
    return any(stands and head and head.saves < stands.saves for head in heads)


@dataclass(frozen=True)
class _Places:
    """The areas that each area is within by their ids, the largest first, and the names of all."""

    paths: Mapping[int, tuple[str, ...]]
    names: Mapping[int, str]


def _places(session: Session, inspection: int) -> _Places:
    tree = areas.of_inspections(session, {inspection})
    by_id = {area.id: area for area in tree}
    paths: dict[int, tuple[str, ...]] = {}
    for area in tree:
        path, at = [area.id], area.parent
        while at is not None and at in by_id:
            path.append(at)
            at = by_id[at].parent
        paths[area.id] = tuple(str(each) for each in reversed(path))
    return _Places(paths, {area.id: area.name for area in tree})


def _then(
    moment: Moment,
    between: Between,
    reference: str,
    stands: Standing | None,
    saves: Sequence[Received] | None,
    places: _Places,
) -> CaseThen:
    """A case at a moment: its answers are what it stands at now, or are told by its saves so far."""
    head = between.facts(moment, reference)
    if head is None:
        return CaseThen(None, None)
    so_far = head.saves if moment.heads is not None else None
    if reference not in moment.counted:
        return CaseThen(so_far, None)
    state = None
    if stands and so_far == stands.saves:
        state = stands.state
    elif saves is not None and so_far is not None:
        until_then = [each.save for each in saves if each.seq <= so_far]
        state = replay(between.inspection.definition, head.attributes, until_then)
    reading = Reading(
        counted=state.path.counted if state else None,
        attributes=head.attributes,
        area=places.paths.get(head.area, ()) if head.area is not None else (),
        assessor=head.assessor or "",
    )
    return CaseThen(so_far, reading, state)


def _done(
    session: Session, between: Between, references: Sequence[str], places: _Places
) -> dict[str, dict[str, list[Trace]]]:
    """What changed of the facts of cases, with who did it where the access log says so to the visitor."""
    old, new = between.before.heads, between.after.heads
    if old is None or new is None:
        return {}
    pairs = {each: (old[each], new[each]) for each in references if each in old and each in new}
    moved = any(one.area != other.area for one, other in pairs.values())
    given = any(one.assessor != other.assessor for one, other in pairs.values())
    moves = events_between(session, between, "area.move") if moved else []
    gifts = events_between(session, between, "case.assign") if given else []
    found: dict[str, dict[str, list[Trace]]] = {}
    for reference, (one, other) in pairs.items():
        of_case: dict[str, list[Trace]] = {}
        for id_ in sorted({*one.attributes, *other.attributes}):
            was, now = one.attributes.get(id_, ""), other.attributes.get(id_, "")
            if was != now:
                of_case[f"{How.ATTRIBUTE}:{id_}"] = [_fact(f"{How.ATTRIBUTE}:{id_}", None, was, now)]
        if one.area != other.area:
            was, now = (places.names.get(each or 0, "") for each in (one.area, other.area))
            subject = subject_of(other.area) if other.area is not None else ""
            event = _last(moves, reference, subject)
            of_case[How.AREA] = [_fact(How.AREA, event, was, now)]
        if one.assessor != other.assessor:
            was, now = (between.people.get(each or "", "") for each in (one.assessor, other.assessor))
            event = _last(gifts, reference, f"case {reference}")
            of_case[How.ASSESSOR] = [_fact(How.ASSESSOR, event, was, now)]
        found[reference] = of_case
    return found


def _replaced(session: Session, between: Between, left: Collection[str]) -> dict[str, dict[str, list[Trace]]]:
    """By which case each of those that left was replaced."""
    draw = draws.latest_draw(session, between.inspection.id) if left else None
    lines = replacements.lines(session, draw.id) if draw else []
    return {
        line.left: {REPLACED: [Trace(REPLACED, line.author, line.at, after=line.came)]}
        for line in lines
        if line.left and line.left in left and (between.after.at is None or line.at <= between.after.at)
    }


def _fact(thing: str, event: Event | None, before: str, after: str) -> Trace:
    if event is None:
        return Trace(thing, before=before, after=after)
    return Trace(thing, event.actor.name, event.at, before=before, after=after)


def events_between(session: Session, between: Between, action: str) -> list[Event]:
    """What the access log tells of between the two moments, newest first; nothing to whom it isn't open."""
    wanted = Filter(
        inspection=between.inspection.ref, action=action, since=between.before.at, until=between.after.at
    )
    return [line.event for line in access_log.search(session, wanted, limit=MOST_EVENTS)[0]]


def _last(events: Sequence[Event], reference: str, subject: str) -> Event | None:
    """The last event about a subject, if it is about certain cases about this one."""
    about = (event for event in events if event.subject == subject)
    return next((event for event in about if reference in event.detail.get("cases", [reference])), None)
