"""What a password must be, and how it is kept: as an Argon2id hash, from which nobody gets it back."""

import re
from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 128
FEWEST_LETTERS = 5
"""Different characters: below this it is one thing over and over."""
TELLING = 4
"""Letters of a word that says whose password it is, such as their name."""
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def problem_with(password: str, about: Iterable[str] = ()) -> str | None:
    """What is wrong with a new password, in a sentence; None when it will do.

    `about` are words that say whose it is: their name, their email address. The rules are those of NIST SP
    800-63B and OWASP ASVS 2.1: long, no common one, and no rule about kinds of characters.
    """
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters. Three or four random words make a good password"
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters"
    if len(set(password)) < FEWEST_LETTERS:
        return "Use more different characters"
    bare = _ENDS.sub("", password.casefold())
    if bare in _common() or password.casefold() in _common():
        return "This is a common password with something added, and is guessed soon. Choose another"
    if any(word in password.casefold() for word in _words(about)):
        return "Leave your name and email address out of the password"
    return None


def hash_password(password: str) -> str:
    """The Argon2id hash of a password, with a salt of its own. Takes a seventh of a second on purpose."""
    return _HASHER.hash(password)


def is_password(hashed: str | None, password: str) -> bool:
    """Whether a password is the one that was hashed; no hash takes as long as a wrong password."""
    try:
        _HASHER.verify(hashed or _NOBODYS, password)
        return hashed is not None
    except (VerificationError, InvalidHashError):
        return False


_HASHER = PasswordHasher()
_NOBODYS = (
    f"$argon2id$v=19$m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}$"
    f"{'A' * 22}${'A' * 43}"
)
"""The hash of nobody's password: checking one against it takes the same time, from the first on."""


@cache
def _common() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # type: ignore[import-untyped]  # it publishes no types

    return frozenset(FREQUENCY_LISTS["passwords"])


def _words(about: Iterable[str]) -> set[str]:
    words = (word for text in about for word in re.split(r"[\W\d_]+", text.casefold()))
    return {word for word in words if len(word) >= TELLING}
