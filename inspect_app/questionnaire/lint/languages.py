"""A definition in two languages is in two languages throughout."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from inspect_app.questionnaire.draft import NO_TEXT, Draft, Place
from inspect_app.questionnaire.problems import Problem
from inspect_app.questionnaire.text import Text

PLAIN = "en"
"""What a text is taken to be in that does not say."""


def missing_languages(draft: Draft) -> Iterator[Problem]:
    """A text without a language that other texts have."""
    found = [(_languages(text), place) for text, place in texts(draft)]
    everywhere = frozenset().union(*(languages for languages, _ in found))
    for languages, place in found:
        if missing := sorted(everywhere - languages):
            yield place.warning(f"other texts are also in {', '.join(missing)}, and this one is not")


def texts(draft: Draft) -> Iterator[tuple[Text, Place]]:
    """Every text that could be read, with its place."""
    top = draft.manifest.document.data
    title = top.get("title") if isinstance(top, dict) else None
    if isinstance(title, str | dict) and title:
        yield Text.model_construct(title), draft.manifest.at("title")
    for item in draft.answer_sets:
        yield from _inside(item.part.options, item.place)
    for placed in (
        draft.attributes,
        draft.systems,
        draft.points,
        draft.sections,
        draft.standards,
        draft.ratings,
        draft.strata,
        draft.exclusions,
        draft.reasons,
    ):
        for part in placed:
            yield from _inside(part.part, part.place)
    for question in draft.questions:
        yield from _inside(question.part, question.place)


def _inside(part: object, place: Place) -> Iterator[tuple[Text, Place]]:
    if isinstance(part, Text):
        if part is not NO_TEXT:
            yield part, place
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _inside(getattr(part, name), place.at(name))
    elif isinstance(part, tuple):
        for row, item in enumerate(part):
            yield from _inside(item, place.at(row))


def _languages(text: Text) -> frozenset[str]:
    return frozenset(text.root) if isinstance(text.root, Mapping) else frozenset({PLAIN})
