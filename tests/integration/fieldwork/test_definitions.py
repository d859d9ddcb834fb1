import pytest

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.list_definitions import find_definition, list_definitions
from inspect_app.fieldwork.list_inspections import get_inspection, list_inspections
from inspect_app.findings.disclosure import Disclosure
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire import library
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from inspect_app.records.engine import Session
from tests.integration.fieldwork.scoring import QUESTIONS, questionnaire

SHIPPED = library.find("through-the-gate@1.0")
HOUSES = questionnaire(title="Houses", text_revision=2)
REWORDED = SHIPPED.model_copy(
    update={"title": questionnaire(title="Reworded").title, "text_revision": SHIPPED.text_revision + 1}
)
RESTRUCTURED = SHIPPED.model_copy(update={"questions": SHIPPED.questions[1:]})
OTHER_QUESTIONS = [*QUESTIONS[:-1], {**QUESTIONS[-1], "required": True}]


def test_an_added_questionnaire_is_listed_beside_the_shipped_one(
    session: Session, actor: Actor, clock: Clock
) -> None:
    assert [(line.spec, line.source) for line in list_definitions(session)] == [
        ("core-case-supervision@1.0", "shipped"),
        ("through-the-gate@1.0", "shipped"),
    ]
    for version in ("1.0", "1.10", "1.9"):
        spec = add_definition(session, actor, clock, questionnaire(version=version))
        assert spec == f"homes@{version}"
    assert [(line.spec, line.title, line.source) for line in list_definitions(session)] == [
        ("core-case-supervision@1.0", "Core case supervision", "shipped"),
        ("homes@1.0", "Homes", "added"),
        ("homes@1.9", "Homes", "added"),
        ("homes@1.10", "Homes", "added"),
        ("through-the-gate@1.0", "Through the Gate", "shipped"),
    ]
    assert find_definition(session, "homes").version == "1.10"
    assert find_definition(session, "homes@1.9").version == "1.9"
    assert find_definition(session, "through-the-gate") == SHIPPED


@pytest.mark.parametrize("spec", ["homes@2.0", "hovels", "", "homes@", "@1.0"])
def test_an_unknown_questionnaire_is_an_error_that_names_those_there_are(
    session: Session, actor: Actor, clock: Clock, spec: str
) -> None:
    add_definition(session, actor, clock, questionnaire())
    with pytest.raises(UserError) as refused:
        find_definition(session, spec)
    assert str(refused.value) == (
        f"There is no questionnaire “{spec}”. "
        "Those there are: core-case-supervision@1.0, homes@1.0, through-the-gate@1.0."
    )


def test_another_wording_is_a_new_revision_and_the_same_one_is_none(
    session: Session, actor: Actor, clock: Clock
) -> None:
    for definition in (questionnaire(), HOUSES, HOUSES, questionnaire()):
        add_definition(session, actor, clock, definition)
    added = [event.detail for event in access_log.events(session) if event.action == "questionnaire.add"]
    assert added == [{"text_revision": revision} for revision in (1, 2, 2, 1)]
    [line] = [line for line in list_definitions(session) if line.instrument == "homes"]
    assert (line.title, line.structure_hash) == ("Houses", questionnaire().structure_hash)


def test_other_words_need_another_revision(session: Session, actor: Actor, clock: Clock) -> None:
    add_definition(session, actor, clock, questionnaire())
    with pytest.raises(UserError) as refused:
        add_definition(session, actor, clock, questionnaire(title="Houses"))
    assert str(refused.value) == (
        "homes@1.0 is already stored with other words as text revision 1. "
        "Raise text_revision in instrument.yaml."
    )


def test_other_questions_need_another_version(session: Session, actor: Actor, clock: Clock) -> None:
    add_definition(session, actor, clock, questionnaire())
    changed = questionnaire(questions=OTHER_QUESTIONS)
    with pytest.raises(UserError) as refused:
        add_definition(session, actor, clock, changed)
    assert str(refused.value) == (
        "homes@1.0 is already stored with other questions, answers or routing. "
        "Give the changed questionnaire a new version number."
    )
    assert find_definition(session, "homes") == questionnaire()


def test_a_shipped_version_never_stored_is_guarded_too(session: Session, actor: Actor, clock: Clock) -> None:
    with pytest.raises(UserError, match=r"^through-the-gate@1\.0 is already stored with other questions"):
        add_definition(session, actor, clock, RESTRUCTURED)
    assert find_definition(session, "through-the-gate") == SHIPPED


def test_a_shipped_questionnaire_can_be_reworded(session: Session, actor: Actor, clock: Clock) -> None:
    add_definition(session, actor, clock, REWORDED)
    assert [(line.title, line.source) for line in list_definitions(session)] == [
        ("Core case supervision", "shipped"),
        ("Reworded", "shipped"),
    ]
    assert find_definition(session, "through-the-gate") == REWORDED


def test_an_inspection_keeps_the_wording_it_was_created_with(
    session: Session, actor: Actor, clock: Clock
) -> None:
    add_definition(session, actor, clock, questionnaire())
    create(session, actor, clock, ref="old")
    add_definition(session, actor, clock, HOUSES)
    create(session, actor, clock, ref="new")
    views = [get_inspection(session, ref) for ref in ("old", "new")]
    assert [(str(view.definition.title), view.text_revision) for view in views] == [
        ("Homes", 1),
        ("Houses", 2),
    ]
    assert views[0].structure_hash == views[1].structure_hash


def create(session: Session, actor: Actor, clock: Clock, **changes: object) -> None:
    wishes: dict[str, object] = {"ref": "north-2026", "questionnaire": "homes", "title": "North", **changes}
    create_inspection(session, actor, clock, **wishes)  # type: ignore[arg-type]  # as each test wishes


def test_an_inspection_is_created_as_asked(session: Session, actor: Actor, clock: Clock) -> None:
    create(
        session, actor, clock, questionnaire="through-the-gate", title="  North\x00\r\n  area ", threshold=0
    )
    [line] = list_inspections(session)
    assert (line.ref, line.title, line.instrument, line.version) == (
        "north-2026",
        "North area",
        "through-the-gate",
        "1.0",
    )
    assert (line.cases, line.signed_off, line.synthetic) == (0, 0, False)
    assert get_inspection(session, "north-2026").disclosure == Disclosure(0)
    [event] = access_log.events(session, "north-2026")
    assert (event.action, event.actor) == ("inspection.create", actor)
    assert event.detail == {"questionnaire": "through-the-gate@1.0", "synthetic": False, "threshold": 0}


@pytest.mark.parametrize("ref", ["a", "7", "north-2026", "x" * 40])
def test_a_ref_may_be_any_short_name(session: Session, actor: Actor, clock: Clock, ref: str) -> None:
    create(session, actor, clock, questionnaire="through-the-gate", ref=ref)
    assert get_inspection(session, ref).ref == ref


CANT = "can't name an inspection. Use up to 40 small letters"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        *(
            ({"ref": ref}, CANT)
            for ref in ("", "North", "-north", "north-", "a b", "a/b", "..", "x" * 41, "a\n")
        ),
        ({"title": ""}, "Give the inspection a title of 1 to 200 characters."),
        ({"title": " \x00 "}, "Give the inspection a title of 1 to 200 characters."),
        ({"title": "x" * 201}, "Give the inspection a title of 1 to 200 characters."),
        ({"threshold": -1}, "The suppression threshold must be 0 to 1000."),
        ({"threshold": 10**20}, "The suppression threshold must be 0 to 1000."),
        ({"questionnaire": "hovels"}, "There is no questionnaire “hovels”."),
        ({"ref": "taken"}, "There is already an inspection called taken. Choose another name."),
    ],
)
def test_an_inspection_that_cannot_be_created_is_refused_in_words(
    session: Session, actor: Actor, clock: Clock, changes: dict[str, object], message: str
) -> None:
    add_definition(session, actor, clock, questionnaire())
    create(session, actor, clock, ref="taken")
    with pytest.raises(UserError) as refused:
        create(session, actor, clock, **changes)
    assert message in str(refused.value)
    assert [line.ref for line in list_inspections(session)] == ["taken"]
