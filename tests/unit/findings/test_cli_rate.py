"""The rate command: worked values beside what was typed, and bad input in plain words."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.cli import group
from inspect_app.questionnaire.problems import UserError


def run(*arguments: str) -> str:
    ended = CliRunner().invoke(group, ["rate", *arguments], catch_exceptions=False)
    assert ended.exit_code == 0, ended.output
    return ended.stdout


def rated(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*arguments, "--format", "json"))
    return found


WORKED = [
    # N, then the last sum of points of Inadequate, Requires improvement, Good and Outstanding
    (7, (3, 10, 17, 21)),
    (9, (4, 13, 22, 27)),
    (10, (5, 15, 25, 30)),
    (12, (6, 18, 30, 36)),
]
BANDS = ["inadequate", "requires_improvement", "good", "outstanding"]


def spread(total: int, standards: int) -> str:
    """So many points over so many standards, none with more than three."""
    return ",".join(str(min(max(total - 3 * place, 0), 3)) for place in range(standards))


@pytest.mark.parametrize(("standards", "tops"), WORKED)
def test_each_cut_off_of_the_overall_rating(standards: int, tops: tuple[int, ...]) -> None:
    for band, top in zip(BANDS, tops, strict=True):
        assert rated("--points", spread(top, standards))["rating"] == band
    for band, top in zip(BANDS[1:], tops, strict=False):
        assert rated("--points", spread(top + 1, standards))["rating"] == band


@pytest.mark.parametrize(("standards", "tops"), WORKED)
def test_the_ranges_are_floors_of_half_one_and_a_half_and_two_and_a_half_times_n(
    standards: int, tops: tuple[int, ...]
) -> None:
    found = rated("--points", spread(0, standards))
    assert tuple(one["highest"] for one in reversed(found["ranges"])) == tops
    assert tops[:3] == (standards // 2, 3 * standards // 2, 5 * standards // 2)
    assert (found["points"], found["highest_points"], found["standards"]) == (0, 3 * standards, standards)
    assert found["flags"] == []


def test_an_overall_rating_in_words() -> None:
    assert run("--points", "2,1,0").splitlines() == [
        "Overall: Requires improvement",
        "  Points of the standards: 2, 1, 0. Together 3 points.",
        "  With 3 standards, 2 to 4 of 9 points is Requires improvement.",
        "Points that earn each rating:",
        "  Outstanding: 8 to 9",
        "  Good: 5 to 7",
        "  Requires improvement: 2 to 4",
        "  Inadequate: 0 to 1",
    ]


@pytest.mark.parametrize(
    ("figures", "rating", "per_cent"),
    [
        ("80", "outstanding", 80),
        ("79", "good", 79),
        ("65,100", "good", 65),
        ("64", "requires_improvement", 64),
        ("50", "requires_improvement", 50),
        ("49", "inadequate", 49),
        ("129/200", "good", 65),
        ("64.49", "requires_improvement", 64),
        ("85,70,48", "inadequate", 48),
        ("33/85", "inadequate", 39),
        ("52/85 , 100%", "requires_improvement", 61),
        ("0/1", "inadequate", 0),
    ],
)
def test_the_lowest_key_question_decides(figures: str, rating: str, per_cent: int) -> None:
    found = rated("--key-questions", figures)
    assert (found["rating"], found["per_cent"]) == (rating, per_cent)


@pytest.mark.parametrize(
    ("figures", "flags", "not_checked"),
    [
        ("129/200", ["near_boundary", "one_case", "rounding"], []),
        ("57/100", [], []),
        ("5/5", ["few_cases"], []),
        ("4/5", ["near_boundary", "one_case", "few_cases"], []),
        ("85,70,48", ["near_boundary"], ["one_case", "few_cases", "rounding"]),
        ("64.5", ["near_boundary", "rounding"], ["one_case", "few_cases"]),
        ("64.5,90", ["near_boundary", "rounding"], ["one_case", "few_cases"]),
        ("57,4/4", ["few_cases"], ["one_case", "rounding"]),
        ("129/200,4/4,70", ["near_boundary", "one_case", "few_cases", "rounding"], []),
        ("57/100,129/200", ["rounding"], []),
    ],
)
def test_the_flags_of_a_standard(figures: str, flags: list[str], not_checked: list[str]) -> None:
    found = rated("--key-questions", figures)
    assert [flag["id"] for flag in found["flags"]] == flags
    assert found["not_checked"] == not_checked


def test_a_standard_in_words_with_what_one_case_would_change() -> None:
    assert run("--key-questions", "129/200,4/4").splitlines() == [
        "Good: reasonable majority, 2 points",
        "  Key question 1: 129 of 200 cases sufficient, 65 per cent.",
        "  Key question 2: 4 of 4 cases sufficient, 100 per cent.",
        "  The lowest key question decides the rating: “Key question 1”.",
        "  65 to 79 per cent is Good.",
        (
            "  For the panel: The lowest score, 65 per cent, is within five points of the boundary at "
            "65 per cent."
        ),
        "  For the panel: One case judged otherwise would change the rating to Requires improvement.",
        "  For the panel: A key question rests on 4 cases only.",
        "  For the panel: 129 of 200 is rounded up to 65 per cent; unrounded it is Requires improvement.",
        "If one case were judged otherwise:",
        "  Key question 1, one fewer: 128 of 200, 64 per cent: Requires improvement (changed)",
        "  Key question 1, one more: 130 of 200, 65 per cent: Good",
        "  Key question 2, one fewer: 3 of 4, 75 per cent: Good",
    ]


def test_what_per_cents_alone_do_not_tell_is_said() -> None:
    assert run("--key-questions", "70").splitlines()[-1] == (
        "  Per cents alone don’t tell whether one case would change the rating, nor whether it rests on few "
        "cases, nor whether rounding changes the band: give cases, such as 129/200."
    )


@given(st.lists(st.integers(0, 100), min_size=1, max_size=4), st.data())
def test_a_higher_per_cent_never_lowers_it_and_order_plays_no_part(
    figures: list[int], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(figures) - 1))
    higher = [*figures[:place], data.draw(st.integers(figures[place], 100)), *figures[place + 1 :]]
    now, better, backwards = (
        rated("--key-questions", ",".join(map(str, each))) for each in (figures, higher, figures[::-1])
    )
    assert now["points"] <= better["points"]
    assert (now["rating"], now["flags"]) == (backwards["rating"], backwards["flags"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), r"^Give either --points or --key-questions\.$"),
        (("--points", "1", "--key-questions", "70"), r"^Give either"),
        (
            ("--points", "2,4"),
            r"^“4” is no standard’s points\. Each standard has 0, 1, 2 or 3, as in 2,1,0\.$",
        ),
        (("--points", "2,,1"), r"^“” is no standard’s points\."),
        (("--points", "-1"), r"^“-1” is no standard’s points\."),
        (("--points", ""), r"^“” is no standard’s points\."),
        (("--key-questions", "high"), r"^“high” is no figure of a key question\. Write a per cent"),
        (("--key-questions", "-5"), r"^“-5” is no figure of a key question\."),
        (("--key-questions", "100.5"), r"^“100\.5” is more than 100 per cent\.$"),
        (("--key-questions", "3/0"), r"^“3/0” is of no case\."),
        (("--key-questions", "4/3"), r"^“4/3” is more sufficient cases than were judged\."),
        (("--points", "1", "--questionnaire", "hovels"), r"^There is no questionnaire “hovels”\."),
    ],
)
def test_bad_input_in_plain_words(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(UserError, match=message):
        CliRunner().invoke(group, ["rate", *arguments], catch_exceptions=False)
