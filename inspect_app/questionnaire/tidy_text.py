"""Makes what a person typed fit to be stored and shown."""

import re

UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What nobody can see and databases, spreadsheets or UTF-8 refuse; tab and new line are none of it."""


def tidy(text: str) -> str:
    """A text without unseen characters, with plain line ends and no blanks around it."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
