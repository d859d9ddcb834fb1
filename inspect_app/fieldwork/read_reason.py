"""Reads the reason that somebody gives for what they do."""

from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.frame import clean

LONGEST_REASON = 2_000


def given_reason(reason: str) -> str:
    """The reason in one line; UserError if it is none that can be kept and shown."""
    words = clean(reason)
    if not words or not words.isprintable() or len(words) > LONGEST_REASON:
        raise UserError(
            f"Give the reason for the change in a few words, with at most {LONGEST_REASON:,} characters."
        )
    return words
