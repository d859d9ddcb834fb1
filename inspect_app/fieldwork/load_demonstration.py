"""Makes a demonstration: a synthetic inspection from its long list to its last sign-off."""

from collections.abc import Iterator, Mapping

from inspect_app.fieldwork.change_case import change_case
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.decide_rating import decide_rating
from inspect_app.fieldwork.demonstration.records import synthetic_records
from inspect_app.fieldwork.demonstration.scenes import Scene
from inspect_app.fieldwork.draft_answers import Raw
from inspect_app.fieldwork.draw_sample import draw_sample
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.open_case import open_case
from inspect_app.fieldwork.plan_sample import plan_sample
from inspect_app.fieldwork.save_answers import Typed, save_answers
from inspect_app.fieldwork.settle_plan import Wish
from inspect_app.fieldwork.store_save import store_changes
from inspect_app.fieldwork.write_demonstration import write_demonstration
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.ledger.states import Action
from inspect_app.questionnaire.conditions import Value
from inspect_app.records import inspections
from inspect_app.records.engine import Session

INSPECTOR = Actor(name="Synthetic inspector", device="demonstration")


def load_demonstration(session: Session, clock: Clock, scene: Scene) -> Iterator[int]:
    """Make a demonstration unless it is there; yields how many cases are done, up to the scene's size.

    Everything goes through the use cases that people use, so the demonstration shows what they would get.
    """
    if inspections.exists(session, scene.ref):
        yield scene.size
        return
    _draw(session, clock, scene)
    definition = get_inspection(session, scene.ref).definition
    cases = [(case.reference, case.attributes) for case in list_cases(session, scene.ref)]
    for done, (reference, (answers, comments)) in enumerate(
        scene.answers(definition, cases).items(), start=1
    ):
        _score(session, clock, scene, reference, answers, comments)
        yield done
    for standard, (band, reason) in scene.judged.items():
        decide_rating(session, INSPECTOR, clock, ref=scene.ref, subject=standard, band=band, reason=reason)
    if scene.reported:
        references = [reference for reference, _ in cases]
        write_demonstration(session, clock, ref=scene.ref, references=references)


def _draw(session: Session, clock: Clock, scene: Scene) -> None:
    create_inspection(
        session,
        INSPECTOR,
        clock,
        ref=scene.ref,
        questionnaire=scene.questionnaire,
        title=scene.title,
        threshold=0,
        synthetic=True,
    )
    name, data = scene.filename, scene.long_list()
    import_cases(session, INSPECTOR, clock, ref=scene.ref, filename=name, data=data, as_at=scene.as_at)
    wish = Wish(size=scene.size, buffer=scene.buffer)
    plan_sample(
        session, INSPECTOR, clock, ref=scene.ref, wish=wish, seed=scene.seed, make_seed=lambda: scene.seed
    )
    draw_sample(session, INSPECTOR, clock, ref=scene.ref)


def _score(
    session: Session,
    clock: Clock,
    scene: Scene,
    reference: str,
    answers: Mapping[str, Value],
    comments: Mapping[str, str],
) -> None:
    typed: dict[str, Raw] = {
        id_: value if isinstance(value, list) else str(value) for id_, value in answers.items()
    }
    save_answers(
        session, INSPECTOR, clock, Typed(typed, comments, seen={}), ref=scene.ref, reference=reference
    )
    case = open_case(session, scene.ref, reference)
    records = synthetic_records(case.inspection.definition, scene, reference, answers)
    store_changes(session, INSPECTOR, clock, case, list(records))
    for action in (Action.SUBMIT, Action.SIGN_OFF):
        covers = open_case(session, scene.ref, reference).position
        change_case(session, INSPECTOR, clock, action, ref=scene.ref, reference=reference, covers=covers)
