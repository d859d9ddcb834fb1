"""Every line of the access log is told in words."""

import re
from pathlib import Path

from inspect_app.ledger.states import Action
from inspect_app.web.words import EVENTS, event_label

FIELDWORK = Path(__file__).resolve().parents[3] / "inspect_app" / "fieldwork"


def recorded() -> set[str]:
    """The actions that the use cases name."""
    found: set[str] = set()
    for path in FIELDWORK.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "access_log" in source:
            found |= set(re.findall(r'"([a-z_]+\.[a-z_]+)"', source))
    return found | {f"case.{action}" for action in Action}


def test_every_action_has_words_and_every_word_an_action() -> None:
    assert recorded() == set(EVENTS)


def test_an_action_of_another_version_is_shown_as_it_is() -> None:
    assert event_label("case.destroy") == "case.destroy"
