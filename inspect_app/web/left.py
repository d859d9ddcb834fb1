"""What is left to do before a case can be submitted, in words and with the address where it is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from inspect_app.fieldwork.open_case import CaseView
from inspect_app.ledger.entries import EntryKind
from inspect_app.questionnaire.path import Asked
from inspect_app.web.addresses import of_conflict, of_dispute, of_question, of_visit

CONFLICT, MEND, UNANSWERED, COMMENT = "conflict", "mend", "unanswered", "comment"
"""The kinds of thing to do; the navigators lead from one of a kind to the next."""
KINDS = (EntryKind.ANSWER, EntryKind.COMMENT, EntryKind.EVIDENCE)
"""What can be in conflict about a question, as its page has it from above."""
WORDS = {
    CONFLICT: "Choose between the versions in conflict",
    MEND: "Mend what was given last",
    UNANSWERED: "Answer",
    COMMENT: "Add a comment",
}


@dataclass(frozen=True)
class Left:
    """One thing that stands between a case and its submission; `question` is empty where it is a visit."""

    what: str
    question: str
    about: str
    address: str

    @property
    def words(self) -> str:
        """What is to be done."""
        return WORDS[self.what]


def left_of(case: CaseView) -> list[Left]:
    """Everything left to do, in the order of the questionnaire, and conflicts about visits after that."""
    return [*_questions(case), *_visits(case)]


def _questions(case: CaseView) -> Iterator[Left]:
    definition, path = case.inspection.definition, case.path
    conflicting = {conflict.question for conflict in case.conflicts}
    checks = (
        (CONFLICT, conflicting),
        (MEND, {id_ for id_ in case.faults if path.asked[id_] is Asked.ASKED} - conflicting),
        (UNANSWERED, set(path.unanswered) - conflicting),
        (COMMENT, set(path.comments_owed) - conflicting),
    )
    for question in definition.questions:
        for what, questions in checks:
            if question.id in questions:
                address = of_question(case, question.id)
                if what == CONFLICT:
                    address = _dispute(case, question.id)
                yield Left(what, question.id, str(question.text), address)


def _dispute(case: CaseView, question: str) -> str:
    """Where a question's first conflict is shown: on its section's page only while the question is asked."""
    first = next(
        each for kind in KINDS for each in case.conflicts if (each.kind, each.question) == (kind, question)
    )
    return of_dispute(case, first) if case.path.asked[question] is Asked.ASKED else of_conflict(case, first)


def _visits(case: CaseView) -> Iterator[Left]:
    points = {point.id: str(point.title) for point in case.inspection.definition.points}
    for conflict in case.conflicts:
        if conflict.kind == EntryKind.VISIT:
            about = f"Review date and visit: {points[conflict.subject]}"
            yield Left(CONFLICT, "", about, of_visit(case, conflict.subject))
