"""Times of day are taken as people type them."""

import pytest

from inspect_app.web.times import to_time


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2.30pm", "14:30"),
        ("2:30 p.m.", "14:30"),
        ("230PM", "14:30"),
        ("14:30", "14:30"),
        ("14.30", "14:30"),
        (" 1430 ", "14:30"),
        ("2pm", "14:00"),
        ("12pm", "12:00"),
        ("12.05 am", "00:05"),
        ("930", "09:30"),
        ("9 am", "09:00"),
        ("0:00", "00:00"),
    ],
)
def test_a_time_is_read_as_it_is_meant(typed: str, meant: str) -> None:
    assert f"{to_time(typed):%H:%M}" == meant


@pytest.mark.parametrize(
    "typed", ["", "2", "14", "25:00", "12:60", "24:00", "13pm", "0am", "half two", "14:3", "²pm"]
)
def test_what_is_no_time_or_could_be_two_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        to_time(typed)
