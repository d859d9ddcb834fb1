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
    found = [(languages_of(text), place) for text, place in texts(draft)]
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
        yield from texts_in(item.part.options, item.place)
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
            yield from texts_in(part.part, part.place)
    for question in draft.questions:
        yield from texts_in(question.part, question.place)


def texts_in(part: object, place: Place) -> Iterator[tuple[Text, Place]]:
    """Every text in a part that could be read, with its place."""
    if isinstance(part, Text):
        if part is not NO_TEXT:
            yield part, place
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from texts_in(getattr(part, name), place.at(name))
    elif isinstance(part, tuple):
        for row, item in enumerate(part):
            yield from texts_in(item, place.at(row))


def languages_of(text: Text) -> frozenset[str]:
    """The languages a text is in; plain text is in the one that is taken for granted."""
    return frozenset(text.root) if isinstance(text.root, Mapping) else frozenset({PLAIN})
