"""Makes what a person typed fit to be stored and shown."""

import re

UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What nobody can see and databases or spreadsheets refuse; the same that a text answer loses."""


def tidy(text: str) -> str:
    """A text without unseen characters, with plain line ends and no blanks around it."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
