"""Reads the reason that somebody gives for what they do, and whom they do it for."""

from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.frame import clean

LONGEST = 2_000


def given_reason(reason: str) -> str:
    """The reason in one line; UserError if it is none that can be kept and shown."""
    return _given("reason", reason)


def given_recipient(recipient: str) -> str:
    """Whom something is handed to, in one line; UserError if nobody can be kept and shown."""
    return _given("recipient", recipient)


def _given(what: str, text: str) -> str:
    words = clean(text)
    if not words or not words.isprintable() or len(words) > LONGEST:
        raise UserError(f"Give the {what} in a few words, with at most {LONGEST:,} characters.")
    return words
