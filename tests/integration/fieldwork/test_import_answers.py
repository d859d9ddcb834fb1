import pytest
from sqlalchemy import text

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.import_answers import ImportAnswersResult, import_answers
from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.ledger.states import Action
from inspect_app.questionnaire.model import QuestionType
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from inspect_app.records.cases import add_case
from inspect_app.records.engine import Session
from inspect_app.sampling.checks import RowProblem
from tests.integration.fieldwork.scoring import COMPLETE, Scorer

HEADING = "case_reference,question,answer,comment"
GOOD = (
    "001,home,no,None was free.",
    "001,tried,family; hostel,",
    "001,visits,3,",
    "001,left_on,04/03/2016,",
    '002,summary,"Moved, then moved back.",',
    "002,home,,Nobody knows yet.",
    "002,left_on,2016-03-05,",
    "003,home,,",
)


def imported(scorer: Scorer, *lines: str, filename: str = "answers.csv") -> ImportAnswersResult:
    data = "\n".join([HEADING, *lines]).encode()
    return import_answers(
        scorer.session, scorer.actor, scorer.clock, ref=scorer.ref, filename=filename, data=data
    )


def saves(scorer: Scorer) -> int:
    return int(scorer.session.execute(text("SELECT count(*) FROM save")).scalar_one())


def test_answers_and_comments_of_every_kind_are_saved(scorer: Scorer) -> None:
    assert imported(scorer, *GOOD) == ImportAnswersResult(saved=8, cases=2, problems=[])
    case = scorer.open("001")
    assert case.answers == {
        "home": "no",
        "tried": ["hostel", "family"],
        "visits": 3,
        "left_on": "2016-03-04",
    }
    assert case.comments == {"home": "None was free."}
    assert case.path.complete
    assert scorer.open("002").answers == {"summary": "Moved, then moved back.", "left_on": "2016-03-05"}
    assert scorer.open("002").comments == {"home": "Nobody knows yet."}
    assert scorer.open("003").status == "allocated"


def test_a_file_imported_twice_changes_nothing_the_second_time(scorer: Scorer) -> None:
    imported(scorer, *GOOD)
    before = saves(scorer)
    assert imported(scorer, *GOOD) == ImportAnswersResult(saved=0, cases=0, problems=[])
    assert saves(scorer) == before


def test_the_order_of_lines_does_not_matter_and_each_case_gets_one_save(scorer: Scorer) -> None:
    before = saves(scorer)
    assert imported(scorer, *reversed(GOOD)).saved == 8
    assert saves(scorer) == before + 2


def test_an_import_replaces_what_stands_and_leaves_the_rest(scorer: Scorer) -> None:
    scorer.save({"home": "yes", "visits": "3"}, {"home": "Well."})
    assert imported(scorer, "001,visits,4,").saved == 1
    case = scorer.open()
    assert (case.answers, case.comments, case.conflicts) == (
        {"home": "yes", "visits": 4},
        {"home": "Well."},
        (),
    )


def test_every_import_is_in_the_access_log(scorer: Scorer) -> None:
    imported(scorer, "001,visits,4,")
    last = access_log.events(scorer.session, "homes")[-1]
    assert (last.action, last.detail["saved"], last.detail["cases"]) == ("answers.import", 1, 1)
    assert len(last.detail["file_sha256"]) == 64


def test_all_problems_are_listed_at_once_and_nothing_is_saved(scorer: Scorer) -> None:
    scorer.save(COMPLETE, reference="003")
    scorer.move(Action.SUBMIT, reference="003")
    before, logged = saves(scorer), len(access_log.events(scorer.session))
    result = imported(
        scorer,
        "001,visits,3,",
        "999,visits,3,",
        "001,weather,wet,",
        "001,home,perhaps,Who knows?",
        "001,visits,4,",
        "003,visits,4,",
        "002,visits,4,,",
        f"002,home,yes,{'x' * 20_001}",
        "002,tried,hostel,Not here.",
        "002,left_on,31/02/2016,",
        "002,,yes,",
    )
    assert (result.saved, result.cases) == (0, 0)
    assert saves(scorer) == before
    assert len(access_log.events(scorer.session)) == logged
    assert [(problem.row, problem.column, problem.value[:8]) for problem in result.problems] == [
        (3, "case_reference", "999"),
        (4, "question", "weather"),
        (5, "answer", "perhaps"),
        (6, "question", "visits"),
        (7, "case_reference", "003"),
        (8, "", "002, vis"),
        (9, "comment", "xxxxxxxx"),
        (10, "comment", "Not here"),
        (11, "answer", "31/02/20"),
        (12, "question", ""),
    ]
    expected = {problem.row: problem.expected for problem in result.problems}
    assert expected[3] == "Give the reference of a case in homes"
    assert expected[4] == "Give the id of a question in homes@1.0"
    assert expected[6] == "Give each question once for a case: it is in row 2 too"
    assert expected[7] == "This case is submitted, so its answers can't change"
    assert expected[9] == "The comment is too long: it has 20,001 characters, and 20,000 are allowed"
    assert expected[10] == "This question takes no comment"
    assert expected[11] == "Enter a real date as day, month and year, such as 27/3/2016"


def test_a_line_with_two_faults_is_told_of_both(scorer: Scorer) -> None:
    result = imported(scorer, "001,tried,tent,By the river.")
    assert result.problems == [
        RowProblem(2, "answer", "tent", "“tent” is not one of the answers: choose from hostel, family"),
        RowProblem(2, "comment", "By the river.", "This question takes no comment"),
    ]


def test_an_unknown_inspection_is_an_error(scorer: Scorer) -> None:
    with pytest.raises(UserError, match="There is no inspection north"):
        import_answers(
            scorer.session, scorer.actor, scorer.clock, ref="north", filename="a.csv", data=HEADING.encode()
        )


@pytest.mark.parametrize("data", [b"PK\x03\x04 a workbook", HEADING.encode("utf-16"), b"name,age\n"])
def test_another_kind_of_file_is_an_error(scorer: Scorer, data: bytes) -> None:
    with pytest.raises(UserError, match=r"^answers\.xlsx "):
        import_answers(
            scorer.session, scorer.actor, scorer.clock, ref="homes", filename="answers.xlsx", data=data
        )


def test_a_file_with_headings_alone_is_an_error(scorer: Scorer) -> None:
    with pytest.raises(UserError, match=r"a\.csv holds no answers below its headings"):
        import_answers(
            scorer.session, scorer.actor, scorer.clock, ref="homes", filename="a.csv", data=HEADING.encode()
        )


def test_a_whole_inspection_is_imported_at_once(session: Session, actor: Actor, clock: Clock) -> None:
    create_inspection(session, actor, clock, ref="large", questionnaire="through-the-gate", title="Large")
    inspection = get_inspection(session, "large")
    samples = {
        QuestionType.WHOLE_NUMBER: "1",
        QuestionType.DECIMAL: "1",
        QuestionType.DATE: "04/03/2016",
        QuestionType.TEXT: "Words.",
    }
    questions = inspection.definition.questions[:60]
    answers = [
        (question.id, samples.get(question.type) or inspection.definition.options(question)[0].value)
        for question in questions
    ]
    references = [f"{number:03}" for number in range(1, 87)]
    for reference in references:
        add_case(session, inspection.id, reference, {"rosh": "high"}, stratum=None)
    lines = [f"{reference},{id_},{value}," for reference in references for id_, value in answers]
    data = "\n".join([HEADING, *lines]).encode()
    result = import_answers(session, actor, clock, ref="large", filename="answers.csv", data=data)
    assert (result.saved, result.cases, result.problems) == (86 * 60, 86, [])
    assert {line.status for line in list_cases(session, "large")} == {"in_progress"}
