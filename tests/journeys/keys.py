"""Works pages by keyboard alone: no mouse, and nothing put into a control but by its keys."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor

MOST = 400
"""More presses of a key than any page has controls."""
AT = """() => {
  const at = document.activeElement, question = at.closest("[data-question]");
  const owed = question?.querySelector('[data-notice^="comment:"]');
  return {
    type: at.type ?? "", name: at.name ?? "", words: at.textContent.trim(), value: at.value ?? "",
    question: question?.dataset.question ?? "", owed: Boolean(owed && !owed.hidden),
    chosen: Boolean(at.name && question?.querySelector(`[name="${at.name}"]:checked`)),
  };
}"""
TYPED = {"day": "1", "month": "3", "year": "2016"}


@dataclass(frozen=True)
class At:
    """What has the keyboard: a control, its question, and whether that owes a comment or has a choice."""

    type: str
    name: str
    words: str
    value: str
    question: str
    owed: bool
    chosen: bool


@dataclass
class Keys:
    """Somebody at a keyboard.

    `plan` says for some questions how often the arrow is pressed, which box is ticked or what is typed.
    """

    visitor: Visitor
    plan: dict[str, int | str] = field(default_factory=dict)
    answered: list[str] = field(default_factory=list)
    commented: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        """The page that is open."""
        return self.visitor.page

    def press(self, key: str, times: int = 1) -> At:
        """Presses a key, and looks at what has the keyboard then."""
        for _ in range(times):
            self.page.keyboard.press(key)
        return At(**self.page.evaluate(AT))

    def reach(self, words: str) -> None:
        """Goes on to the link or button of a name."""
        for _ in range(MOST):
            if re.match(words, self.press("Tab").words):
                return
        raise AssertionError(f"{words} can't be reached by keyboard")

    def follow(self, words: str) -> None:
        """Follows the link, or presses the button, of a name."""
        self.reach(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def skip(self) -> None:
        """Goes past the page's head, unless the address leads past it."""
        if self.press("Tab").words == "Skip to main content":
            self.page.keyboard.press("Enter")

    def score_section(self) -> None:
        """Answers whatever is asked, waits until it has saved itself, and goes on."""
        self.skip()
        for _ in range(MOST):
            at = self.press("Tab")
            if at.words == "Save and continue":
                break
            if at.name == f"comment-{at.question}":
                self._comment(at)
            elif at.name.startswith(f"answer-{at.question}") and at.question:
                self._answer(at)
        expect(self.page.locator("[data-safety]")).to_have_text("All saved.")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _answer(self, at: At) -> None:
        wanted = self.plan.get(at.question, 0)
        if at.type == "radio" and isinstance(wanted, int):
            self.press("ArrowDown", wanted) if wanted else self.press("Space")
        elif at.type == "checkbox" and at.value == (wanted or at.value) and not at.chosen:
            self.page.keyboard.press("Space")
        elif at.type in ("text", "textarea"):
            part = at.name.rpartition("-")[2]
            self.page.keyboard.type(TYPED.get(part, str(self.plan.get(at.question, "2"))))
        if at.question not in self.answered:
            self.answered.append(at.question)

    def _comment(self, at: At) -> None:
        if at.owed:
            self.page.keyboard.type("Seen in the file.")
            self.commented.append(at.question)
