"""Makes the demonstration: a synthetic inspection from its long list to its last sign-off."""

from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files

from inspect_app.fieldwork.change_case import change_case
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.demonstration.answers import synthetic_answers
from inspect_app.fieldwork.demonstration.records import synthetic_records
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
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.ledger.states import Action
from inspect_app.questionnaire.conditions import Value
from inspect_app.records import inspections
from inspect_app.records.engine import Session

REF = "ttg-2016-demo"
TITLE = "Through the Gate demonstration (synthetic data)"
INSPECTOR = Actor(name="Synthetic inspector", device="demonstration")
LONG_LIST = "long-list.xlsx"
AS_AT = date(2016, 3, 1)
SEED = "through-the-gate-2016"
SIZE = 86
BUFFER = 20


def load_demonstration(session: Session, clock: Clock) -> Iterator[int]:
    """Make the demonstration unless it is there; yields how many cases are done, up to `SIZE`.

    Everything goes through the use cases that people use, so the demonstration shows what they would get.
    """
    if inspections.exists(session, REF):
        yield SIZE
        return
    create_inspection(
        session,
        INSPECTOR,
        clock,
        ref=REF,
        questionnaire="through-the-gate@1.0",
        title=TITLE,
        threshold=0,
        synthetic=True,
    )
    long_list = files("inspect_app.fieldwork.demonstration").joinpath(LONG_LIST).read_bytes()
    import_cases(session, INSPECTOR, clock, ref=REF, filename=LONG_LIST, data=long_list, as_at=AS_AT)
    wish = Wish(size=SIZE, buffer=BUFFER)
    plan_sample(session, INSPECTOR, clock, ref=REF, wish=wish, seed=SEED, make_seed=lambda: SEED)
    draw_sample(session, INSPECTOR, clock, ref=REF)
    definition = get_inspection(session, REF).definition
    cases = [(case.reference, case.attributes) for case in list_cases(session, REF)]
    for done, (reference, (answers, comments)) in enumerate(
        synthetic_answers(definition, cases).items(), start=1
    ):
        _score(session, clock, reference, answers, comments)
        yield done


def _score(
    session: Session, clock: Clock, reference: str, answers: Mapping[str, Value], comments: Mapping[str, str]
) -> None:
    typed: dict[str, Raw] = {
        id_: value if isinstance(value, list) else str(value) for id_, value in answers.items()
    }
    save_answers(session, INSPECTOR, clock, Typed(typed, comments, seen={}), ref=REF, reference=reference)
    case = open_case(session, REF, reference)
    records = synthetic_records(case.inspection.definition, reference, answers)
    store_changes(session, INSPECTOR, clock, case, list(records))
    for action in (Action.SUBMIT, Action.SIGN_OFF):
        covers = open_case(session, REF, reference).position
        change_case(session, INSPECTOR, clock, action, ref=REF, reference=reference, covers=covers)
