"""One-time codes, how their secrets are sealed, and recovery codes."""

from datetime import UTC, datetime

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.fieldwork.second_factor import (
    Seal,
    app_address,
    new_recovery_codes,
    new_secret,
    recovery_hash,
    step_of,
)

# RFC 6238 prints these for the secret of twenty digits, in eight places; an app shows the last six.
PUBLISHED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    assert step_of(PUBLISHED, code, now, None) == seconds // 30


@pytest.mark.parametrize(
    ("off", "after", "taken"),
    [
        (0, None, True),
        (-1, None, True),
        (1, None, True),
        (-2, None, False),
        (2, None, False),
        (0, -1, True),
        (0, 0, False),
        (0, 1, False),
        (1, 0, True),
        (-1, 0, False),
    ],
)
def test_a_code_is_good_for_its_step_and_the_next_ones_and_only_after_the_last(
    off: int, after: int | None, taken: bool
) -> None:
    now = datetime(2016, 6, 6, 9, tzinfo=UTC)
    present = int(now.timestamp()) // 30
    code = pyotp.HOTP(PUBLISHED).at(present + off)
    step = step_of(PUBLISHED, code, now, None if after is None else present + after)
    assert step == (present + off if taken else None)


def test_a_sealed_secret_is_opened_for_its_account_with_the_same_site_secret_alone() -> None:
    sealed = Seal("site").close("ada", PUBLISHED)
    assert PUBLISHED not in sealed
    assert Seal("site").open("ada", sealed) == PUBLISHED
    assert Seal("site").open("kim", sealed) is None
    assert Seal("another site").open("ada", sealed) is None


@given(st.text())
def test_what_was_never_sealed_is_not_opened(sealed: str) -> None:
    assert Seal("site").open("ada", sealed) is None


def test_secrets_are_long_and_new_each_time() -> None:
    assert len({new_secret() for _ in range(50)}) == 50
    assert len(new_secret()) * 5 == 160


def test_an_app_is_told_the_secret_and_whose_it_is() -> None:
    read = pyotp.parse_uri(app_address(PUBLISHED, "ada+x@example.org"))
    assert (read.secret, read.name, read.issuer) == (PUBLISHED, "ada+x@example.org", "Inspect App")


def test_recovery_codes_hold_eighty_bits_each() -> None:
    codes = new_recovery_codes() + new_recovery_codes()
    assert len(set(codes)) == 20
    assert {len(code.replace("-", "")) * 5 for code in codes} == {80}


@pytest.mark.parametrize("typed", ["abcd-efgl-2345-mnop", "ABCD EFGL 2345 MNOP", " abcdefg12345mn0p\n"])
def test_a_recovery_code_may_be_typed_as_one_likes(typed: str) -> None:
    assert recovery_hash(typed) == recovery_hash("abcd-efgl-2345-mnop")
