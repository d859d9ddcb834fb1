"""The answers that count as rows of a spreadsheet, one per case and question."""

from collections.abc import Iterable, Iterator

from inspect_app.questionnaire.answers import shown
from inspect_app.questionnaire.model import Definition, QuestionType
from inspect_app.questionnaire.path import Path

HEADER = ("case_reference", "section", "question", "answer", "answer_label", "status")


def answer_rows(
    definition: Definition,
    cases: Iterable[tuple[str, Path]],
    language: str = "en",
    *,
    with_texts: bool = False,
) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Rows under HEADER for (reference, path) of each case: cases by reference, questions as they are asked.

    The status is one of answered, not_applicable, dont_know, not_answered and not_asked; several choices are
    joined by ";". Answers in free text can name people, so they are left blank unless `with_texts`; comments
    are never part of these rows.
    """
    for reference, path in sorted(cases, key=lambda case: case[0]):
        for question in definition.questions:
            counted = path.counted[question.id]
            value = counted.value
            answer = label = ""
            if value is not None and (with_texts or question.type is not QuestionType.TEXT):
                answer = ";".join(value) if isinstance(value, list) else str(value)
                label = shown(definition, question, value, language)
            section = definition.section_of[question.id].id
            yield reference, section, question.id, answer, label, counted.status.value
