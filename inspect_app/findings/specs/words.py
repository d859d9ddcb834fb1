"""The words that tables have beside those of a questionnaire, in each language, for a file to change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from pydantic import model_validator

from inspect_app.findings.figures import Measure
from inspect_app.questionnaire.part import Part
from inspect_app.questionnaire.text import Text

FIRST_LANGUAGE = "en"

_GAPS = {
    "by": ("{title}", "{break}"),
    "several_answers": ("{question}",),
    "weighted_by": ("{attribute}",),
    "counts_weighted_by": ("{attribute}",),
}


def _words(en: str, cy: str) -> Text:
    return Text({"en": en, "cy": cy})


class TableWords(Part):
    """Names of columns, rows and breaks, and the notes under tables; `{...}` is filled in."""

    all_cases: Text = _words("All cases", "Pob achos")
    not_recorded: Text = _words("Not recorded", "Heb ei gofnodi")
    none_of_these: Text = _words("None of these", "Dim un o’r rhain")
    nobody: Text = _words("Nobody", "Neb")
    whole_inspection: Text = _words("The whole inspection", "Yr arolygiad cyfan")
    mean: Text = _words("Mean", "Cymedr")
    median: Text = _words("Median", "Canolrif")
    lowest: Text = _words("Lowest", "Isaf")
    highest: Text = _words("Highest", "Uchaf")
    earliest: Text = _words("Earliest", "Cynharaf")
    latest: Text = _words("Latest", "Diweddaraf")
    answered_in_words: Text = _words("Answered in words", "Atebwyd mewn geiriau")
    key_questions: Text = _words(
        "Key questions: cases judged sufficient",
        "Cwestiynau allweddol: achosion y barnwyd eu bod yn ddigonol",
    )
    by: Text = _words("{title}, by {break}", "{title}, yn ôl {break}")
    inspection: Text = _words("Inspection", "Arolygiad")
    region: Text = _words("Region", "Rhanbarth")
    unit: Text = _words("Delivery unit", "Uned gyflawni")
    team: Text = _words("Team", "Tîm")
    assessor: Text = _words("Assessor", "Asesydd")
    point: Text = _words("Assessment point", "Pwynt asesu")
    of_judged: Text = _words(
        "Per cents are of the cases judged; cases that were not applicable are left out.",
        "Canran o’r achosion a farnwyd a roddir; mae achosion nad oedd yn berthnasol wedi’u hepgor.",
    )
    of_answered: Text = _words(
        "Per cents are of the cases that answered; not applicable and don't know are left out.",
        "Canran o’r achosion a atebodd a roddir; mae ‘ddim yn berthnasol’ a ‘ddim yn gwybod’ wedi’u hepgor.",
    )
    of_asked: Text = _words(
        "Per cents are of all cases asked, whether or not they were judged.",
        "Canran o’r holl achosion y gofynnwyd amdanynt a roddir, p’un a gawsant eu barnu ai peidio.",
    )
    weighted_by_draw: Text = _words(
        "Per cents and averages are weighted by the draw: they are estimates for all the cases that the "
        "sample stands for, while the numbers of cases are of those read.",
        "Mae canrannau a chyfartaleddau wedi’u pwysoli yn ôl y tynnu: amcangyfrifon ydynt ar gyfer yr holl "
        "achosion y mae’r sampl yn eu cynrychioli, tra bo niferoedd yr achosion yn rhai’r achosion a "
        "ddarllenwyd.",
    )
    weighted_by: Text = _words(
        "Per cents and averages are weighted by “{attribute}”: each case counts as many times as that says, "
        "while the numbers of cases are of those read.",
        "Mae canrannau a chyfartaleddau wedi’u pwysoli yn ôl “{attribute}”: mae pob achos yn cyfrif gynifer "
        "o weithiau ag y mae hwnnw’n ei ddweud, tra bo niferoedd yr achosion yn rhai’r achosion a "
        "ddarllenwyd.",
    )
    counts_weighted_by_draw: Text = _words(
        "Counts are weighted by the draw: they estimate how many there are of all the cases that the sample "
        "stands for, and are no numbers of cases read.",
        "Mae cyfrifon wedi’u pwysoli yn ôl y tynnu: amcangyfrifant faint sydd o’r holl achosion y mae’r "
        "sampl yn eu cynrychioli, ac nid niferoedd yr achosion a ddarllenwyd ydynt.",
    )
    counts_weighted_by: Text = _words(
        "Counts are weighted by “{attribute}”: each case counts as many times as that says, so they are no "
        "numbers of cases read.",
        "Mae cyfrifon wedi’u pwysoli yn ôl “{attribute}”: mae pob achos yn cyfrif gynifer o weithiau ag y "
        "mae hwnnw’n ei ddweud, felly nid niferoedd yr achosion a ddarllenwyd ydynt.",
    )
    several_answers: Text = _words(
        "A case can have several answers to “{question}”.", "Gall achos gael sawl ateb i “{question}”."
    )

    @model_validator(mode="after")
    def _gaps(self) -> Self:
        for name, gaps in _GAPS.items():
            text: Text = getattr(self, name)
            for gap in gaps:
                if any(gap not in text.into(language) for language in text.languages() or {FIRST_LANGUAGE}):
                    raise ValueError(f"{name} must hold {gap} in every language")
        return self


@dataclass(frozen=True)
class Phrasing:
    """The words of tables as one language has them."""

    words: TableWords
    language: str = FIRST_LANGUAGE

    def of_measure(self, measure: Measure) -> str:
        """What a row is called that holds a statistic of a question."""
        name = "answered_in_words" if measure is Measure.ANSWERED else measure.value
        text: Text = getattr(self.words, name)
        return text.into(self.language)


ENGLISH = Phrasing(TableWords())
"""The words that tables have where no file changes them."""


def fill_in(pattern: Text, parts: Mapping[str, Text]) -> Text:
    """A pattern with texts put into its gaps, in every language that any of them is written in."""
    languages = frozenset[str]().union(*(text.languages() for text in (pattern, *parts.values())))
    if not languages:
        return Text(_filled(pattern, parts, FIRST_LANGUAGE))
    ordered = sorted(languages, key=lambda language: (language != FIRST_LANGUAGE, language))
    return Text({language: _filled(pattern, parts, language) for language in ordered})


def _filled(pattern: Text, parts: Mapping[str, Text], language: str) -> str:
    text = pattern.into(language)
    for gap, part in parts.items():
        text = text.replace("{" + gap + "}", part.into(language))
    return text


def in_sentence(label: Text) -> Text:
    """A name as it stands within a sentence: "sex", but "LDU"."""
    if isinstance(label.root, str):
        return Text(_lowered(label.root))
    return Text({language: _lowered(words) for language, words in label.root.items()})


def _lowered(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}" if words[1:2].islower() else words
