"""Case attributes come from a column of the long list, without doubt as to which value is meant."""

from collections.abc import Iterator

from inspect_app.questionnaire.columns import ATTRIBUTE_COLUMNS, IDENTIFYING_COLUMNS
from inspect_app.questionnaire.draft import Draft
from inspect_app.questionnaire.problems import Problem


def unknown_columns(draft: Draft) -> Iterator[Problem]:
    """An attribute from a column there is not."""
    for item in draft.attributes:
        if item.part.column not in ATTRIBUTE_COLUMNS | IDENTIFYING_COLUMNS:
            columns = ", ".join(sorted(ATTRIBUTE_COLUMNS))
            yield item.place.at("column").problem(
                f"a long list has no column “{item.part.column}”; it has {columns}"
            )


def identifying_columns(draft: Draft) -> Iterator[Problem]:
    """An attribute that would say who the person is."""
    for item in draft.attributes:
        if item.part.column in IDENTIFYING_COLUMNS:
            yield item.place.at("column").problem(
                f"“{item.part.column}” says who a person is, and cases are pseudonymous: use another column"
            )


def shared_codes(draft: Draft) -> Iterator[Problem]:
    """Two options of an attribute for the same words of a long list."""
    for item in draft.attributes:
        first: dict[str, str] = {}
        for row, option in enumerate(item.part.options):
            for place, code in enumerate(option.codes):
                words = " ".join(code.split()).casefold()
                if words in first:
                    yield item.place.at("options", row, "codes", place).problem(
                        f"the code “{code}” already means “{first[words]}”"
                    )
                first.setdefault(words, option.value)
