"""What a table counts can be counted that way."""

from collections.abc import Iterator

from inspect_app.findings.specs.model import Measure
from inspect_app.findings.specs.subject import Subject, questions_of
from inspect_app.questionnaire.columns import DATE_COLUMNS
from inspect_app.questionnaire.model import OptionKind, QuestionType
from inspect_app.questionnaire.problems import Problem

NUMBERS = (QuestionType.WHOLE_NUMBER, QuestionType.DECIMAL)
OF_NUMBERS = (Measure.MEAN, Measure.MEDIAN)


def measure_of_another_type(subject: Subject) -> Iterator[Problem]:
    """A mean of answers that are no numbers, or a per cent of numbers."""
    measure = subject.table.measure
    if measure not in OF_NUMBERS:
        for name, place in subject.named("questions"):
            question = subject.question(name)
            if question and question.type in (*NUMBERS, QuestionType.DATE):
                yield place.problem(
                    f"“{name}” is a {question.type} question and has no per cent: show its section, or use "
                    "mean or median for numbers"
                )
        return
    for rows, place in subject.rows():
        for kind in ("key_questions", "group"):
            if getattr(rows, kind):
                yield place.at(kind).problem(f"a {measure} is of numbers, and these rows have none")
    for name, place in subject.named("questions"):
        question = subject.question(name)
        if question and question.type not in NUMBERS:
            yield place.problem(f"“{name}” is a {question.type} question and has no {measure}")


def section_without_numbers(subject: Subject) -> Iterator[Problem]:
    """A mean or median of a section that no question of is answered with a number."""
    types = {
        section.id: {question.type for question in subject.definition.in_section(section)}
        for section in subject.definition.sections
    }
    for name, place in subject.named("sections"):
        if subject.table.measure in OF_NUMBERS and name in types and types[name].isdisjoint(NUMBERS):
            yield place.problem(f"section “{name}” has no question that is answered with a number")


def group_of_no_options(subject: Subject) -> Iterator[Problem]:
    """Part of a group that no options can be counted of, or that would count a case twice."""
    for name, options, place in subject.parts():
        question = subject.question(name)
        if question is None:
            continue
        kinds = {option.value: option.kind for option in subject.definition.options(question)}
        if not kinds:
            yield place.at("question").problem(
                f"“{name}” is a {question.type} question and has no options to count"
            )
        for row, value in enumerate(options):
            if kinds.get(value, OptionKind.ANSWER) is not OptionKind.ANSWER:
                yield place.at("options", row).problem(
                    f"“{value}” cannot be in a group: it is left out of the per cents"
                )
            if value in options[:row]:
                yield place.at("options", row).problem(f"“{value}” is named twice in this part")
        if question.type is QuestionType.CHOICES and len(options) > 1:
            yield place.at("options").problem(
                f"one case can give several answers to “{name}”: name one of them in a group"
            )


def group_at_one_point(subject: Subject) -> Iterator[Problem]:
    """A group of two questions at the same assessment point, which would count a case twice."""
    points = {
        question.id: subject.definition.section_of[question.id].point
        for question in subject.definition.questions
    }
    for rows, place in subject.rows():
        first: dict[str, str] = {}
        for row, part in enumerate(rows.group.parts if rows.group else ()):
            point = points.get(part.question)
            if point in first:
                yield place.at("group", "parts", row, "question").problem(
                    f"“{part.question}” is asked at the same assessment point as “{first[point]}”: "
                    "a case would be counted twice"
                )
            if point is not None:
                first.setdefault(point, part.question)


def shown_twice(subject: Subject) -> Iterator[Problem]:
    """A row that the table has already."""
    seen: set[tuple[str, str]] = set()
    for rows, place in subject.rows():
        if rows.group is not None:
            shown = [("group", rows.group.id)]
        else:
            kind = "key question" if rows.key_questions else "question"
            shown = [(kind, question.id) for question in questions_of(rows, subject.definition)]
        for kind, name in shown:
            if (kind, name) in seen:
                yield place.problem(f"{kind} “{name}” is already in this table")
            seen.add((kind, name))


def weight_not_a_number(subject: Subject) -> Iterator[Problem]:
    """A weight by an attribute whose values are words or dates."""
    weight = subject.table.weight
    if isinstance(weight, str):
        return
    for attribute in subject.definition.attributes:
        worded = attribute.options or attribute.column in DATE_COLUMNS
        if worded and attribute.id == weight.attribute:
            yield subject.place.at("weight", "attribute").problem(
                f"“{attribute.id}” is not a number, so no case can be weighted by it"
            )


def one_point(subject: Subject) -> Iterator[Problem]:
    """A break by assessment point of a questionnaire that has one only."""
    if subject.table.break_ and subject.table.break_.point and len(subject.definition.points) == 1:
        yield subject.place.at("break", "point").warning(
            "the questionnaire has one assessment point, so this makes one column"
        )
