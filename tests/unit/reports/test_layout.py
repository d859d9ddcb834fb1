from dataclasses import replace

import pytest

from inspect_app.findings.figures import Column, Measure, Row
from inspect_app.reports.layout import Form, blocks, fills_up, parts, questions
from tests.samples import BREAKDOWN, PLANNING, RELEASE, share


def test_rows_are_gathered_by_question_in_the_order_of_the_questionnaire() -> None:
    assert [asked.id for asked in questions(PLANNING)] == [
        "plan_completed", "help_given", "contacts", "plan_addresses_needs",
    ]  # fmt: skip


def test_answers_that_exclude_one_another_fill_up_the_whole() -> None:
    found = {asked.id: fills_up(asked) for asked in questions(PLANNING)}
    assert found["plan_completed"]
    assert not found["help_given"]


def test_questions_with_the_same_two_answers_share_a_table() -> None:
    second = [replace(row, id=f"other.{n}", question="other") for n, row in enumerate(RELEASE.rows[2:])]
    (two_way, dates) = blocks(replace(RELEASE, rows=(*RELEASE.rows, *second)))
    assert (two_way.form, two_way.labels) == (Form.TWO_WAY, ("Yes", "No"))
    assert [asked.id for asked in two_way.questions] == ["public_protection_sufficient", "other"]
    assert dates.form is Form.DATES


def test_a_question_alone_has_its_answers_down_the_page() -> None:
    assert [(block.form, block.questions[0].id) for block in blocks(PLANNING)] == [
        (Form.NUMBERS, "contacts"),
        (Form.ANSWERS, "plan_completed"),
        (Form.ANSWERS, "help_given"),
        (Form.ANSWERS, "plan_addresses_needs"),
    ]


def test_questions_answered_in_words_stand_apart() -> None:
    row = Row("why.answered", "Answered", "why", "Why?", Measure.ANSWERED, (), (share(40, 86),))
    (block,) = blocks(replace(RELEASE, rows=(row,)))
    assert block.form is Form.WORDS


@pytest.mark.parametrize(("room", "sizes"), [(2_000, [5]), (415, [5]), (300, [3, 2]), (10, [1, 1, 1, 1, 1])])
def test_a_wide_table_is_cut_into_parts_of_about_the_same_width(room: float, sizes: list[int]) -> None:
    found = parts(BREAKDOWN, room, 16)
    assert [len(part.columns) for part in found] == sizes
    assert [len(cells) for part in found for _, cells in part.rows[:1]] == sizes
    assert [part.number for part in found] == list(range(1, len(sizes) + 1))


def test_long_words_in_headings_get_more_room() -> None:
    columns = tuple(Column(str(n), "Wolverhampton-Staffordshire", 10) for n in range(5))
    assert len(parts(replace(BREAKDOWN, columns=columns), 415, 16)) == 5
