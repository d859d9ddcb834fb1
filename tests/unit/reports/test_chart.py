from dataclasses import replace

import pytest

from inspect_app.findings.figures import PointRange, Row
from inspect_app.findings.suppression import SUPPRESSED
from inspect_app.reports.chart import TRACK, WIDTH, Chart, answer_strips, rating_chart, share_strips
from tests.samples import BREAKDOWN, PLANNING, RELEASE, SUMMARY, sample_snapshot, share


def widths(chart: Chart, *fills: str) -> list[float]:
    return [round(bar.width, 1) for bar in chart.bars if bar.fill in fills and bar.height > 11]


def test_answers_that_exclude_one_another_divide_one_bar() -> None:
    plan = answer_strips(PLANNING)[0]
    expected = [round(WIDTH * count / 86, 1) for count in (60, 20, 6)]
    assert widths(plan, "tone-0", "tone-1", "tone-2") == expected
    assert "Present: 60 of 86 (70 per cent)" in [label.text for label in plan.labels]


def test_answers_that_go_together_have_a_bar_each() -> None:
    given = answer_strips(PLANNING)[1]
    room = given.bars[0].width
    assert [bar.fill for bar in given.bars] == [TRACK, "tone-0"] * 2
    assert widths(given, "tone-0") == [round(room * count / 60, 1) for count in (31, 40)]


def test_an_answer_nobody_gave_has_no_bar_but_keeps_its_words() -> None:
    rows = (
        replace(RELEASE.rows[2], cells=(share(0, 86),)),
        replace(RELEASE.rows[3], cells=(share(86, 86),)),
    )
    (strip,) = answer_strips(replace(RELEASE, rows=rows))
    assert widths(strip, "tone-0", "tone-1") == [WIDTH]
    assert "Yes: 0 of 86 (0 per cent)" in [label.text for label in strip.labels]


def test_only_questions_with_answers_to_choose_from_and_cases_are_drawn() -> None:
    assert len(answer_strips(RELEASE)) == 1
    nobody = tuple(replace(row, cells=(share(0, 0),)) for row in RELEASE.rows)
    assert answer_strips(replace(RELEASE, rows=nobody)) == ()


def test_a_suppressed_answer_is_named_and_has_no_length() -> None:
    rows = (RELEASE.rows[2], replace(RELEASE.rows[3], cells=(SUPPRESSED,)))
    (strip,) = answer_strips(replace(RELEASE, rows=rows))
    assert [bar.fill for bar in strip.bars] == [TRACK, "tone-0", TRACK]
    assert strip.title.endswith("No: suppressed.")


def test_who_cannot_see_a_strip_is_told_all_of_it() -> None:
    assert answer_strips(RELEASE)[0].title == (
        "Bar chart. Was enough account taken of public protection? "
        "Yes: 33 of 85 (39 per cent); No: 52 of 85 (61 per cent)."
    )
    assert [strip.title for strip in share_strips(SUMMARY)] == [
        "Bar chart. Did the plan address the person's needs? 57 of 86 (66 per cent).",
        "Bar chart. Was enough account taken of public protection? 33 of 85 (39 per cent).",
    ]


def test_many_answers_are_listed_with_their_words_wrapped() -> None:
    def row(n: int) -> Row:
        label = f"An answer with very many words in it, so many that they need lines of their own, {n}"
        return replace(RELEASE.rows[2], id=str(n), label=label, cells=(share(n, 10),))

    (strip,) = answer_strips(replace(RELEASE, rows=tuple(row(n) for n in range(5))))
    assert strip.height > 5 * 60
    assert all(label.y <= strip.height for label in strip.labels)


@pytest.mark.parametrize("table", [PLANNING, RELEASE, SUMMARY, BREAKDOWN])
def test_nothing_leaves_the_chart(table: object) -> None:
    for strip in (*answer_strips(table), *share_strips(table)):  # type: ignore[arg-type]  # parametrize knows no types
        assert all(0 <= bar.x <= bar.x + bar.width <= WIDTH + 0.01 for bar in strip.bars)
        assert all(0 <= bar.y <= bar.y + bar.height <= strip.height for bar in strip.bars)
        assert all(0 < label.y <= strip.height for label in strip.labels)


def test_each_standard_stands_on_one_step_of_the_ladder() -> None:
    snapshot = sample_snapshot()
    assert snapshot.overall
    scale: list[PointRange] = list(reversed(snapshot.overall.ranges))
    ladder = rating_chart(snapshot.ratings, scale, "Ladder")
    steps = [bar.fill for bar in ladder.bars]
    assert [steps[n : n + 4] for n in (0, 4, 8)] == [
        [TRACK, TRACK, "points-2", TRACK],
        ["points-0", TRACK, TRACK, TRACK],
        [TRACK] * 4,
    ]
    assert "Not rated" in [label.text for label in ladder.labels]
