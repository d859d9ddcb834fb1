"""Counts attempts to prove who somebody is, and says when there have been too many.

Whoever calls this keeps the count before looking at any password: hashing one is slow on purpose, and whoever
guesses must not make the server do it.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from inspect_app.questionnaire.problems import UserError
from inspect_app.records import attempts
from inspect_app.records.engine import Session


class TooManyAttempts(UserError):
    """There were too many attempts; `until` is when the next one is looked at."""

    def __init__(self, until: datetime, now: datetime) -> None:
        self.wait = max(until - now, timedelta(seconds=1))
        super().__init__(f"There were too many attempts to sign in. Try again in {in_minutes(self.wait)}.")


@dataclass(frozen=True)
class Limit:
    """At most `number` attempts within a `window`, of those that agree in what it is `about`."""

    about: tuple[str, ...]
    number: int
    window: timedelta


ADDRESS = Limit(("address",), 20, timedelta(minutes=1))
"""One computer, or an office behind one address, where several people may mistype at nine in the morning."""
ACCOUNT_AND_ADDRESS = Limit(("account", "address"), 5, timedelta(minutes=5))
"""One person at one place: five slips are many. It holds one address to sixty an hour, so that nobody alone
can use up what follows and lock somebody else out."""
ACCOUNT = Limit(("account",), 100, timedelta(hours=1))
"""One account from everywhere: OWASP ASVS 2.2.1 allows no more."""
CODES = Limit(("code",), 10, timedelta(hours=1))
"""One account's one-time codes, after its password. Three of a million codes are good at any moment, so that
guessing at this rate succeeds on one day in 1,400."""

PASSWORD_LIMITS = (ADDRESS, ACCOUNT_AND_ADDRESS, ACCOUNT)
CODE_LIMITS = (ADDRESS, CODES)

KEPT = timedelta(days=1)
"""Longer than any window; what is older is removed."""


@dataclass(frozen=True)
class Attempt:
    """An attempt as it was counted: the keys and since when each is counted; `until` when it is too many."""

    counted: tuple[tuple[str, datetime], ...]
    until: datetime | None


def count_attempt(
    session: Session, now: datetime, limits: Iterable[Limit], secret: str, **about: str
) -> Attempt:
    """Counts an attempt by what is known `about` it, such as its address.

    It is counted by each limit in turn until one is passed: refused, it uses up nothing of the limits that
    follow. Keys are hashes with the site's `secret`, so the table tells neither people nor places.
    """
    counted = []
    anew = False
    for limit in limits:
        key = _key(secret, limit, about)
        number, since = attempts.count(session, key, now, now - limit.window)
        anew = anew or number == 1
        if number > limit.number:
            return Attempt((), since + limit.window)
        counted.append((key, since))
    if anew:
        attempts.remove_before(session, now - KEPT)
    return Attempt(tuple(counted), None)


def take_back(session: Session, attempt: Attempt) -> None:
    """Takes an attempt that succeeded out of the counts; those before it stay."""
    for key, since in attempt.counted:
        attempts.take_back(session, key, since)


def place_of(address: str | None) -> str:
    """The address by which attempts are counted: of IPv6 the network, all of which is one customer's."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network((int(found), 64), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)


def in_minutes(wait: timedelta) -> str:
    """1 minute, 5 minutes: rounded up."""
    minutes = -(-wait // timedelta(minutes=1))
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _key(secret: str, limit: Limit, about: dict[str, str]) -> str:
    words = "\n".join(f"{name} {about[name]}" for name in limit.about)
    return hmac.digest(secret.encode(), words.encode(), "sha256").hex()
