"""Every name in a table is one of its questionnaire."""

from collections.abc import Iterator

from inspect_app.findings.specs.subject import Subject
from inspect_app.questionnaire.lint import conditions, references
from inspect_app.questionnaire.lint.references import unknown
from inspect_app.questionnaire.problems import Problem


def unknown_questions(subject: Subject) -> Iterator[Problem]:
    """A question there is not, in rows or conditions."""
    names = subject.draft.names["questions"]
    parts = [(question, place.at("question")) for question, _, place in subject.parts()]
    for name, place in (*subject.named("questions"), *subject.named("key_questions"), *parts):
        if name not in names:
            yield place.problem(unknown("question", name, names))
    yield from references.unknown_questions(subject.draft)


def unknown_sections(subject: Subject) -> Iterator[Problem]:
    """A section there is not."""
    names = subject.draft.names["sections"]
    for name, place in subject.named("sections"):
        if name not in names:
            yield place.problem(unknown("section", name, names))


def unknown_attributes(subject: Subject) -> Iterator[Problem]:
    """A case attribute there is not, in the break, the weight or conditions."""
    names = subject.draft.names["attributes"]
    table = subject.table
    used = [
        (table.break_.attribute if table.break_ else None, subject.place.at("break", "attribute")),
        (None if isinstance(table.weight, str) else table.weight.attribute, subject.place.at("weight")),
    ]
    for name, place in used:
        if name is not None and name not in names:
            yield place.problem(unknown("attribute", name, names))
    yield from references.unknown_attributes(subject.draft)


def unknown_answers(subject: Subject) -> Iterator[Problem]:
    """An answer that a question does not offer, or a value that an attribute cannot have."""
    for name, options, place in subject.parts():
        question = subject.question(name)
        offered = [option.value for option in subject.definition.options(question)] if question else []
        for row, value in enumerate(options):
            if offered and value not in offered:
                yield place.at("options", row).problem(
                    f"“{value}” is not an answer to “{name}” ({', '.join(offered)})"
                )
    yield from conditions.answer_not_an_option(subject.draft)
    yield from conditions.value_not_an_option(subject.draft)


def no_key_questions(subject: Subject) -> Iterator[Problem]:
    """A key question that is none."""
    for name, place in subject.named("key_questions"):
        question = subject.question(name)
        if question and not question.key_question:
            yield place.problem(f"“{name}” is not a key question")
    has_any = any(question.key_question for question in subject.definition.questions)
    for rows, place in subject.rows():
        if rows.key_questions == "all" and not has_any:
            yield place.at("key_questions").problem("the questionnaire has no key questions")
