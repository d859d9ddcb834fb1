"""What counts as one address."""

from datetime import timedelta

import pytest

from inspect_app.fieldwork.count_attempts import in_minutes, place_of


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("", "unknown"),
        (None, "unknown"),
        ("a name", "unknown"),
    ],
)
def test_one_customers_addresses_are_one_place(address: str | None, place: str) -> None:
    assert place_of(address) == place


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 minute"), (60, "1 minute"), (61, "2 minutes"), (3600, "60 minutes")]
)
def test_the_time_to_wait_is_rounded_up(seconds: int, words: str) -> None:
    assert in_minutes(timedelta(seconds=seconds)) == words
