"""Which areas a local assessor is kept from."""

import pytest

from inspect_app.records.areas import Area, kept_from

TREE = [
    Area(1, 9, None, "North"),
    Area(2, 9, 1, "Leeds"),
    Area(3, 9, 2, "Leeds team 1"),
    Area(4, 9, 2, "Leeds team 2"),
    Area(5, 9, 1, "York"),
    Area(6, 9, None, "South"),
]


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        (3, {2, 3, 4}),  # a team: its delivery unit
        (2, {2, 3, 4}),  # a delivery unit: itself
        (1, {1, 2, 3, 4, 5}),  # a region
        (5, {1, 2, 3, 4, 5}),  # nothing is within it, so it may be a team
        (6, {6}),  # nor is it within anything
        (7, {7}),  # of another inspection
    ],
)
def test_a_team_s_assessor_is_kept_from_the_whole_delivery_unit(area: int, expected: set[int]) -> None:
    assert kept_from(TREE, area) == expected


def test_nobody_finds_more_than_by_their_area_alone() -> None:
    assert all(area.id in kept_from(TREE, area.id) for area in TREE)
