"""Every question can be asked and every stratum can have a case: tried with the answers that matter."""

from collections.abc import Iterator, Sequence
from itertools import islice, product

from inspect_app.questionnaire.conditions import Answer, Blank, evaluate
from inspect_app.questionnaire.draft import Draft
from inspect_app.questionnaire.lint.domains import answers_apart, values_apart
from inspect_app.questionnaire.lint.parts import by_id, fits, tests_in, values_in
from inspect_app.questionnaire.model import Question
from inspect_app.questionnaire.part import Part
from inspect_app.questionnaire.problems import Problem
from inspect_app.questionnaire.routing import AttributeTest, QuestionTest

MOST_TRIED = 20_000
"""After so many cases without success a condition passes as possible: the check never blames in doubt."""


def never_asked(draft: Draft) -> Iterator[Problem]:
    """A question whose condition no case can meet."""
    search = Search(draft)
    for item in draft.questions:
        condition = item.part.ask_when
        if condition is not None and search.impossible(condition, search.order[item.part.id]):
            yield item.place.at("ask_when").problem(
                "this question can never be asked: nothing meets its condition"
            )


def empty_strata(draft: Draft) -> Iterator[Problem]:
    """A stratum whose condition no case can meet."""
    search = Search(draft)
    for item in draft.strata:
        if search.impossible(item.part.when, 0):
            yield item.place.at("when").problem(
                "no case can belong to this stratum: nothing meets its condition"
            )


class Search:
    """Tries cases: values of the attributes, then answers to the questions before, where they are asked."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.questions = by_id(draft)
        self.partial = {item.part.id for item in draft.questions if item.partial}
        self.order = {name: row for row, name in enumerate(self.questions)}
        self.attributes = {
            item.part.id: [one.value for one in item.part.options] for item in draft.attributes
        }

    def impossible(self, condition: Part, earlier: int) -> bool:
        """Whether no case meets a condition on the first so many questions; False if in doubt."""
        before = self._before(condition, earlier)
        if before is None:
            return False
        parts = [condition, *(question.ask_when for question in before if question.ask_when is not None)]
        found = [test for part in parts for test in tests_in(part)]
        tried = 0
        for answers, attributes in islice(self._cases(before, found), MOST_TRIED):
            tried += 1
            if evaluate(condition, answers, attributes):
                return False
        return 0 < tried < MOST_TRIED

    def _cases(
        self, before: Sequence[Question], found: Sequence[QuestionTest | AttributeTest]
    ) -> Iterator[tuple[dict[str, Answer], dict[str, str]]]:
        domains = [answers_apart(question, self.draft.options(question) or (), found) for question in before]
        names = {
            test.attribute: self.attributes[test.attribute]
            for test in found
            if isinstance(test, AttributeTest)
        }
        for values in product(*(values_apart(name, options, found) for name, options in names.items())):
            attributes = dict(zip(names, values, strict=True))
            for answers in _ways(before, domains, attributes, {}):
                yield answers, attributes

    def _before(self, condition: Part, earlier: int) -> list[Question] | None:
        """The questions a condition depends on, near or far, in order; None when a test is in error."""
        wanted: set[str] = set()
        left: list[tuple[Part, int]] = [(condition, earlier)]
        while left:
            part, earlier = left.pop()
            for test in tests_in(part):
                if not self._sound(test, earlier):
                    return None
                if isinstance(test, QuestionTest) and test.question not in wanted:
                    wanted.add(test.question)
                    needed = self.questions[test.question].ask_when
                    left += [(needed, self.order[test.question])] if needed is not None else []
        return [question for question in self.questions.values() if question.id in wanted]

    def _sound(self, test: QuestionTest | AttributeTest, earlier: int) -> bool:
        """Whether the other checks find nothing wrong with a test."""
        if isinstance(test, AttributeTest):
            allowed = self.attributes.get(test.attribute)
            return allowed is not None and (not allowed or set(values_in(test)) <= set(allowed))
        question = self.questions.get(test.question)
        if question is None or question.id in self.partial or self.order[question.id] >= earlier:
            return False
        options = self.draft.options(question)
        if options is None or not fits(test, question):
            return False
        return set(values_in(test)) <= {option.value for option in options}


def _ways(
    questions: Sequence[Question],
    domains: Sequence[Sequence[Answer]],
    attributes: dict[str, str],
    answers: dict[str, Answer],
) -> Iterator[dict[str, Answer]]:
    """Every way through the questions: those not asked are blank, the others take each answer in turn."""
    if not questions:
        yield answers
        return
    question, *rest = questions
    is_asked = question.ask_when is None or evaluate(question.ask_when, answers, attributes)
    for answer in domains[0] if is_asked else [Blank.NONE]:
        yield from _ways(rest, domains[1:], attributes, {**answers, question.id: answer})
