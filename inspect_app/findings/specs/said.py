"""A table's filter or base in words, for people who did not write it."""

from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.part import Part
from inspect_app.questionnaire.routing import AllOf, AnyOf, AttributeTest, Not, QuestionTest, Test

_LIMITS = {"at_least": "at least", "at_most": "at most"}


def in_words(condition: Part, definition: Definition, language: str = "en") -> str:
    """A condition as a phrase: "Sex is Female; and “Was a plan made?” is Yes or Partly"."""
    if isinstance(condition, AllOf):
        return "; and ".join(_within(part, definition, language) for part in condition.all)
    if isinstance(condition, AnyOf):
        return "; or ".join(_within(part, definition, language) for part in condition.any)
    if isinstance(condition, Not):
        return f"not ({in_words(condition.not_, definition, language)})"
    if isinstance(condition, AttributeTest):
        attribute = next(each for each in definition.attributes if each.id == condition.attribute)
        labels = {option.value: option.label.into(language) for option in attribute.options}
        return f"{attribute.label.into(language)} is {_values(condition, labels)}"
    assert isinstance(condition, QuestionTest), condition  # noqa: S101  # the union has no other member
    return _question(condition, definition, language)


def _within(condition: Part, definition: Definition, language: str) -> str:
    words = in_words(condition, definition, language)
    return f"({words})" if isinstance(condition, AllOf | AnyOf) else words


def _question(test: QuestionTest, definition: Definition, language: str) -> str:
    question = definition.by_id[test.question]
    text = f"“{question.text.into(language)}”"
    if test.operator == "answered":
        return f"{text} is answered"
    if test.operator in _LIMITS:
        return f"{text} is {_LIMITS[test.operator]} {test.operand}"
    labels = {option.value: option.label.into(language) for option in definition.options(question)}
    return f"{text} is {_values(test, labels)}"


def _values(test: Test, labels: dict[str, str]) -> str:
    values = test.any_of if test.any_of is not None else (str(test.is_),)
    return " or ".join(labels.get(value, value) for value in values)
