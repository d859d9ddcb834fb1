"""The demonstration's invented answers: complete, valid, repeatable, and with the published totals."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_app.fieldwork.demonstration.answers import synthetic_answers
from inspect_app.fieldwork.demonstration.chance import Facts, Portion, allot, anyone, between, has, several
from inspect_app.questionnaire.answers import check
from inspect_app.questionnaire.library import find
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import Path, walk

ALWAYS_ASKED = (
    "screening_completed",
    "plan_addresses_needs",
    "accommodation_found",
    "settled_first_night",
    "employment_found",
    "mentor_assigned",
    "public_protection_sufficient",
    "returned_to_custody",
)
SENTENCES = ("ora_community_order", "cja_community_order", "adult_licence", "ora_adult_custody")
ROSH = ("low", "medium", "medium", "high", "very_high")


@pytest.fixture(scope="module")
def definition() -> Definition:
    return find("through-the-gate@1.0")


def invented_cases(number: int, prefix: str = "") -> list[tuple[str, dict[str, str]]]:
    """So many cases with every mix of attributes."""
    return [
        (
            f"{prefix}{place:03}",
            {
                "sex": "female" if place % 7 == 0 else "male",
                "sentence_type": SENTENCES[place % len(SENTENCES)],
                "rosh": ROSH[place % len(ROSH)],
                "cluster": "North",
                "ldu": f"North LDU {place % 3}",
            },
        )
        for place in range(1, number + 1)
    ]


def paths(definition: Definition, cases: list[tuple[str, dict[str, str]]]) -> dict[str, Path]:
    given_answers = synthetic_answers(definition, cases)
    return {ref: walk(definition, attributes, *given_answers[ref]) for ref, attributes in cases}


def totals(found: dict[str, Path], question: str) -> dict[str, int]:
    return dict(Counter(str(path.counted[question].value) for path in found.values()))


@pytest.mark.parametrize("question", ALWAYS_ASKED)
def test_a_published_figure_s_question_is_asked_of_every_case(definition: Definition, question: str) -> None:
    assert definition.by_id[question].ask_when is None


def test_each_section_ends_in_the_key_question_of_its_standard(definition: Definition) -> None:
    last = [section.questions[-1] for section in definition.sections]
    assert [standard.key_questions for standard in definition.standards] == [(question,) for question in last]
    assert [id_ for id_, question in definition.by_id.items() if question.key_question] == last


def test_every_question_says_what_counts(definition: Definition) -> None:
    assert [question.id for question in definition.questions if question.guidance is None] == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("employment_found", {"no": 86}),
        ("mentor_assigned", {"yes": 1, "no": 85}),
        ("settled_first_night", {"yes": 57, "no": 29}),
        ("public_protection_sufficient", {"yes": 33, "no": 52, "na": 1}),
        ("returned_to_custody", {"yes": 22, "no": 64}),
        ("screening_completed", {"present": 70, "blank": 9, "absent": 7}),
    ],
)
@pytest.mark.parametrize("prefix", ["", "TTG-", "another "])
def test_86_cases_have_the_published_totals(
    definition: Definition, question: str, expected: dict[str, int], prefix: str
) -> None:
    assert totals(paths(definition, invented_cases(86, prefix)), question) == expected


@pytest.mark.parametrize("number", [0, 1, 20, 86, 200])
def test_every_case_is_complete_and_nothing_is_parked(definition: Definition, number: int) -> None:
    found = paths(definition, invented_cases(number))
    assert len(found) == number
    assert [ref for ref, path in found.items() if not path.complete or path.parked] == []


@settings(max_examples=25, deadline=None)
@given(references=st.sets(st.text(min_size=1, max_size=12), min_size=1, max_size=6), place=st.integers(0, 40))
def test_any_reference_and_any_attributes_give_a_complete_case(references: set[str], place: int) -> None:
    definition = find("through-the-gate@1.0")
    attributes = invented_cases(41)[place][1]
    found = paths(definition, [(reference, attributes) for reference in references])
    assert all(path.complete for path in found.values())


def test_every_value_is_valid(definition: Definition) -> None:
    for answers, _comments in synthetic_answers(definition, invented_cases(86)).values():
        for id_, value in answers.items():
            assert check(definition, definition.by_id[id_], value) is None, (id_, value)


def test_answers_stand_in_the_order_of_the_questions(definition: Definition) -> None:
    answers, _comments = synthetic_answers(definition, invented_cases(1))["001"]
    assert list(answers) == [id_ for id_ in definition.by_id if id_ in answers]


def test_every_option_of_the_short_answer_sets_is_met_somewhere(definition: Definition) -> None:
    found = paths(definition, invented_cases(200))
    kinds = {status for path in found.values() for status in (one.status for one in path.counted.values())}
    assert len(kinds) == 5


def test_comments_are_given_where_they_are_owed_and_nowhere_else(definition: Definition) -> None:
    cases = invented_cases(86)
    for ref, (answers, comments) in synthetic_answers(definition, cases).items():
        assert tuple(comments) == walk(definition, dict(cases)[ref], answers, ()).comments_owed
        assert all(comment.startswith("Synthetic comment: ") for comment in comments.values())


def test_free_text_says_that_it_is_synthetic_and_varies(definition: Definition) -> None:
    cases = synthetic_answers(definition, invented_cases(86)).values()
    views = {str(answers["person_view"]) for answers, _ in cases if "person_view" in answers}
    assert len(views) > 2
    assert all(view.startswith("Synthetic: ") for view in views)
    assert len({comment for _, comments in cases for comment in comments.values()}) > 40


def test_the_same_cases_get_the_same_answers_in_any_order(definition: Definition) -> None:
    cases = invented_cases(86)
    assert synthetic_answers(definition, cases) == synthetic_answers(definition, cases[::-1])


def test_answers_do_not_change_between_releases(definition: Definition) -> None:
    answers, _comments = synthetic_answers(definition, invented_cases(86))["001"]
    assert answers["reception_date"] == "2015-11-09"
    assert answers["release_date"] == "2016-02-15"
    assert answers["debt_pounds"] == 3830


def test_dates_follow_one_another_and_fall_on_working_days(definition: Definition) -> None:
    events = ("reception", "screening", "plan", "release", "first_appointment", "return")
    for answers, _comments in synthetic_answers(definition, invented_cases(86)).values():
        days = [
            date.fromisoformat(str(answers[id_]))
            for id_ in (f"{event}_date" for event in events)
            if id_ in answers
        ]
        assert all(earlier < later for earlier, later in pairwise(days))
        assert all(day.weekday() < 5 and day.year in (2015, 2016) for day in days)


def test_working_days_agree_with_the_dates(definition: Definition) -> None:
    answers, _comments = synthetic_answers(definition, invented_cases(86))["001"]
    # Monday 9 to Monday 16 November 2015
    assert (answers["screening_date"], answers["screening_working_days"]) == ("2015-11-16", 5)


def test_answers_about_a_home_agree(definition: Definition) -> None:
    found = paths(definition, invented_cases(86)).values()
    pairs = Counter(
        (path.counted["accommodation_found"].value, path.counted["settled_first_night"].value)
        for path in found
    )
    assert pairs[("na", "no")] == 0
    assert pairs[("yes", "no")] == 2
    assert all(
        path.counted["accommodation_kind"].value == "hostel"
        for path in found
        if (path.counted["accommodation_found"].value, path.counted["settled_first_night"].value)
        == ("yes", "no")
    )


def test_a_plan_that_deals_with_needs_exists(definition: Definition) -> None:
    for answers, _comments in synthetic_answers(definition, invented_cases(86)).values():
        assert answers["plan_addresses_needs"] != "yes" or answers["plan_on_file"] == "present"


def test_nobody_is_assigned_a_mentor_they_turned_down(definition: Definition) -> None:
    for prefix in ("", "a", "b", "c"):
        cases = synthetic_answers(definition, invented_cases(86, prefix)).values()
        mentored = [answers for answers, _ in cases if answers["mentor_assigned"] == "yes"]
        assert [(one["mentor_offered"], one["mentor_declined"]) for one in mentored] == [("yes", "no")]


def test_standards_come_out_different(definition: Definition) -> None:
    found = paths(definition, invented_cases(86))
    per_cent = {}
    for standard in definition.standards:
        count = totals(found, standard.key_questions[0])
        per_cent[standard.id] = 100 * count["yes"] / (count["yes"] + count["no"])
    assert min(per_cent.values()) < 50
    assert sum(50 <= share < 64.5 for share in per_cent.values()) >= 3
    assert 64.5 <= per_cent["finance_benefit_debt"] < 65


def test_a_portion_takes_the_best_suited_and_leaves_the_rest() -> None:
    cases: dict[str, Facts] = {
        "a": {"sex": "male"},
        "b": {"sex": "female"},
        "c": {"needs": ["health", "family"]},
    }
    portions = (Portion("first", None, has("sex", "female")), Portion("second", 43, has("needs", "family")))
    assert allot("q", portions, "other", cases) == {"a": "second", "b": "first", "c": "second"}
    assert allot("q", (Portion("one", 29, has("needs", "family")),), "other", cases) == {
        "a": "other", "b": "other", "c": "one",
    }  # fmt: skip
    assert allot("q", (Portion("all", 86, anyone),), "other", cases) == dict.fromkeys(cases, "all")


@given(st.text(), st.integers(-5, 5), st.integers(0, 9))
def test_a_number_lies_between_its_ends(reference: str, low: int, width: int) -> None:
    assert low <= between(reference, "q", low, low + width) <= low + width


def test_several_falls_back_when_nothing_comes_up() -> None:
    assert several("001", "q", {"a": 0, "b": 0}, "none") == ["none"]
    assert several("001", "q", {"a": 100, "b": 0, "c": 100}, "none") == ["a", "c"]
