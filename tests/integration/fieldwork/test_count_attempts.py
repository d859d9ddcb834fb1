"""Attempts are counted once each, however many come at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from inspect_app.fieldwork.count_attempts import (
    ACCOUNT,
    ACCOUNT_AND_ADDRESS,
    ADDRESS,
    PASSWORD_LIMITS,
    Attempt,
    Limit,
    count_attempt,
    take_back,
)
from inspect_app.records import attempts
from inspect_app.records.engine import Engine, Session, transaction

NOON = datetime(2016, 6, 6, 12, tzinfo=UTC)
SITE = "the secret of the site"
THREE = Limit(("address",), 3, timedelta(minutes=1))


def at(session: Session, seconds: float = 0, address: str = "192.0.2.7") -> Attempt:
    """An attempt from an address, some seconds after noon."""
    return count_attempt(session, NOON + timedelta(seconds=seconds), (THREE,), SITE, address=address)


def test_the_limits_are_those_that_were_agreed() -> None:
    assert [(each.about, each.number, each.window) for each in PASSWORD_LIMITS] == [
        (("address",), 20, timedelta(minutes=1)),
        (("account", "address"), 5, timedelta(minutes=5)),
        (("account",), 100, timedelta(hours=1)),
    ]
    assert (ADDRESS, ACCOUNT_AND_ADDRESS, ACCOUNT) == PASSWORD_LIMITS


def test_a_window_begins_with_the_first_attempt_and_is_not_drawn_out(session: Session) -> None:
    assert at(session, 0, "198.51.100.1").until is None
    assert [at(session, second).until for second in (0, 20, 40)] == [None] * 3
    over = NOON + timedelta(seconds=60)
    assert [at(session, second).until for second in (41, 59.9)] == [over, over]
    assert [at(session, second).until for second in (60, 61, 62)] == [None] * 3
    assert at(session, 63).until == over + timedelta(seconds=60)


def test_an_attempt_is_taken_back_once_from_its_own_window(session: Session) -> None:
    first, _, third = at(session), at(session, 1), at(session, 2)
    take_back(session, third)
    assert at(session, 3).until is None
    assert at(session, 4).until is not None
    at(session, 60)
    take_back(session, first)
    assert [at(session, second).until is None for second in (61, 62, 63)] == [True, True, False]


def test_what_is_refused_uses_up_nothing_that_follows(session: Session) -> None:
    about = {"address": "192.0.2.7", "account": "sam@example.org"}
    for _ in range(200):
        count_attempt(session, NOON, (ACCOUNT_AND_ADDRESS, ACCOUNT), SITE, **about)
    elsewhere = {**about, "address": "198.51.100.1"}
    counted = count_attempt(session, NOON, (ACCOUNT,), SITE, **elsewhere)
    number, _ = attempts.count(session, counted.counted[0][0], NOON, NOON - ACCOUNT.window)
    assert number == 7


def test_another_sites_secret_makes_other_keys(session: Session) -> None:
    mine = at(session)
    theirs = count_attempt(session, NOON, (THREE,), "another", address="192.0.2.7")
    assert mine.counted != theirs.counted


def test_each_of_many_at_once_gets_a_number_of_its_own(engine: Engine) -> None:
    def one(_: int) -> int:
        with transaction(engine) as session:
            return attempts.count(session, "key", NOON, NOON - timedelta(minutes=1))[0]

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(one, range(40))) == list(range(1, 41))


def test_many_accounts_from_many_addresses_do_not_wait_for_each_other_for_ever(engine: Engine) -> None:
    with transaction(engine) as session:
        for number in range(4):
            old = {"address": f"192.0.2.{number}", "account": f"{number}@example.org"}
            count_attempt(session, NOON - timedelta(days=2), PASSWORD_LIMITS, SITE, **old)

    def one(number: int) -> bool:
        about = {"address": f"192.0.2.{number % 4}", "account": f"{number // 4 % 4}@example.org"}
        with transaction(engine) as session:
            return count_attempt(session, NOON, PASSWORD_LIMITS, SITE, **about).until is None

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(one, range(48)))
