"""An inspection of two regions; every field of one of them that can hold words holds a canary."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.list_areas import AreaLine, list_areas
from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.ledger.states import Action
from inspect_app.records.engine import Engine, Session, transaction
from inspect_app.records.models import CaseRow, LongListRow
from tests.integration.drawing import draw_sample
from tests.integration.fieldwork.scoring import Scorer
from tests.integration.shelf import Prepared
from tests.integration.web.instrument import HEADINGS

REF = "areas"
TITLE = "Two regions"
SEED = "agreed-beforehand"
CANARY = "Osprey"
"""Stands in every word about the region South, and nowhere else."""
KESTREL = "Kestrel"
"""The same for the region that reviewers of these tests look at."""

Answers = Mapping[str, str]
GOOD: Answers = {"home_found": "yes", "visits": "3", "released_on": "01/03/2016", "well_run": "yes"}
POOR: Answers = {**GOOD, "home_found": "na", "visits": "7", "well_run": "no"}


def row(number: int, mark: str, unit: str = "Unit", gender: str = "Male") -> str:
    """Somebody on the long list, every word about whom is marked."""
    place = f"{mark}Cluster,{mark}{unit},{mark}Team,{mark}Officer,{mark}Manager,{mark}Office"
    names = f"{mark}Family{number},{mark}First,{1 + number % 28:02}/03/1985"
    known = f"{mark[0]}{number:06},1985/{number:05}{mark[0]}"
    return f"{names},{gender},Adult Licence,{known},RMRH,01/02/2016,No,{place}"


@dataclass(frozen=True)
class World:
    """An inspection in a database; who does something there is the same person throughout."""

    engine: Engine
    actor: Actor
    clock: Clock

    def make(self, rows: list[str], threshold: int = 5, questionnaire: str = "small") -> None:
        """The inspection, all of whose long list is drawn."""
        with transaction(self.engine) as session:
            common = (session, self.actor, self.clock)
            create_inspection(*common, ref=REF, questionnaire=questionnaire, title=TITLE, threshold=threshold)
            data = "\n".join([HEADINGS, *rows]).encode()
            import_cases(*common, ref=REF, filename="list.csv", data=data, as_at=date(2016, 6, 6))
            drawn = draw_sample(*common, ref=REF, size=len(rows), seed=SEED, make_seed=str)
            assert drawn.population == len(rows)

    def cases(self, cluster: str) -> list[str]:
        """The references of a region's cases, by what the long list says."""
        with transaction(self.engine) as session:
            return [
                case.reference for case in list_cases(session, REF) if case.attributes["cluster"] == cluster
            ]

    def area(self, name: str) -> AreaLine:
        """The area of a name."""
        with transaction(self.engine) as session:
            return next(line for line in list_areas(session, REF).lines if line.name == name)

    def score(self, reference: str, answers: Answers, words: str = "words") -> None:
        """Answers a case, with the same words in every text, and signs it off."""
        with transaction(self.engine) as session:
            scorer = self.scorer(session)
            self.answer(scorer, reference, answers, words)
            scorer.move(Action.SUBMIT, reference=reference)
            scorer.move(Action.SIGN_OFF, reference=reference)

    def answer(self, scorer: Scorer, reference: str, answers: Answers, words: str) -> None:
        """Answers a case."""
        comments = dict.fromkeys(("home_found", "well_run", "visits"), words)
        scorer.save({**answers, "summary": words}, comments, reference=reference)

    def scorer(self, session: Session) -> Scorer:
        """Somebody at work in a session."""
        return Scorer(session, self.actor, self.clock, REF)

    def as_somebody(self, name: str) -> "World":
        """The same with somebody else at work."""
        return replace(self, actor=Actor(name, f"{name}-laptop"))


def two_regions(engine: Engine, actor: Actor, clock: Clock, threshold: int = 5) -> World:
    """Twelve cases of Kestrel in two units, ten of them signed off; seven of Osprey, six signed off."""
    world = World(engine, actor, clock)
    kestrels = [
        row(number, KESTREL, "Unit" if number % 2 else "Other", "Female" if number > 6 else "Male")
        for number in range(1, 13)
    ]
    world.make([*kestrels, *(row(number, CANARY) for number in range(20, 27))], threshold)
    score_kestrel(world)
    osprey = world.as_somebody(f"{CANARY}Inspector")
    for reference in osprey.cases(f"{CANARY}Cluster")[:6]:
        osprey.score(reference, POOR, f"{CANARY}Words")
    return world


def kept_regions(prepared: Prepared, engine: Engine, actor: Actor, clock: Clock, threshold: int = 5) -> World:
    """The same, made once and put back for every other test of a worker."""
    prepared(("two regions", threshold), lambda: two_regions(engine, actor, clock, threshold) and None)
    return World(engine, actor, clock)


def score_kestrel(world: World) -> None:
    """Signs ten of Kestrel's cases off, six of them good."""
    for place, reference in enumerate(sorted_by_person(world)[:10]):
        world.score(reference, GOOD if place < 6 else POOR, f"{KESTREL}Words")


def sorted_by_person(world: World) -> list[str]:
    """Kestrel's cases in the order of the long list, whatever references chance gave them."""
    query = (
        select(CaseRow.reference)
        .join(LongListRow, LongListRow.id == CaseRow.long_list_row_id)
        .where(LongListRow.cluster == f"{KESTREL}Cluster")
        .order_by(LongListRow.crn)
    )
    with transaction(world.engine) as session:
        return list(session.scalars(query))
