"""What can be wrong with a file of tables, whichever questionnaire it is for."""

from collections.abc import Collection, Iterator, Sequence

from inspect_app.findings.specs.defaults import SUMMARY_ID
from inspect_app.findings.specs.model import OwnTable, TableFile
from inspect_app.questionnaire.draft import Place, Placed
from inspect_app.questionnaire.lint.languages import languages_of, texts_in
from inspect_app.questionnaire.lint.references import unknown
from inspect_app.questionnaire.problems import Problem


def duplicate_ids(tables: Sequence[Placed[OwnTable]]) -> Iterator[Problem]:
    """Two tables of one id, of which the second would never be found."""
    first: dict[str, Place] = {}
    for item in tables:
        if item.part.id in first:
            earlier = first[item.part.id]
            yield item.place.at("id").problem(
                f"“{item.part.id}” is already used on line {earlier.document.line(earlier.steps)}"
            )
        first.setdefault(item.part.id, item.place)


def ids_of_the_default_set(tables: Sequence[Placed[OwnTable]], file: TableFile | None) -> Iterator[Problem]:
    """A table that has the id of one of the default set, in a file that has both."""
    for item in tables:
        if item.part.id == SUMMARY_ID and file is not None and file.default_tables:
            yield item.place.at("id").problem(f"“{SUMMARY_ID}” is already the id of a default table")


def unknown_instruments(tables: Sequence[Placed[OwnTable]], known: Collection[str]) -> Iterator[Problem]:
    """A table for a questionnaire there is not."""
    for item in tables:
        if item.part.instrument is not None and item.part.instrument not in known:
            yield item.place.at("instrument").problem(unknown("questionnaire", item.part.instrument, known))


def no_tables(whole: Place) -> Iterator[Problem]:
    """A file that leaves the default tables out and defines none."""
    data = whole.document.data
    if isinstance(data, dict) and data.get("default_tables") is False and not data.get("tables"):
        yield whole.at("default_tables").problem("without the default tables there must be tables of its own")


def missing_languages(
    whole: Place, tables: Sequence[Placed[OwnTable]], file: TableFile | None
) -> Iterator[Problem]:
    """A text without a language that other texts of the file have."""
    parts = [(item.part, item.place) for item in tables]
    found = [pair for part, place in parts for pair in texts_in(part, place)]
    given = file.words.model_fields_set if file else ()
    found += [(getattr(file.words, name), whole.at("words", name)) for name in sorted(given) if file]
    everywhere = frozenset[str]().union(*(languages_of(text) for text, _ in found))
    for text, place in found:
        if missing := sorted(everywhere - languages_of(text)):
            yield place.warning(f"other texts are also in {', '.join(missing)}, and this one is not")
