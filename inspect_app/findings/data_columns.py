"""The columns of the raw data: their names, their order and what each of their values means.

Names go by ids alone, and whatever an older version of the questionnaire asked keeps its place, so that a
programme written for the file of one version reads that of the next.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from inspect_app.ledger.states import CaseStatus
from inspect_app.questionnaire.model import Attribute, Definition, Option, OptionKind, Question, QuestionType

LONGEST_NAME = 64
"""Characters that SPSS lets a name have; the other formats use the same names."""


class Kind(StrEnum):
    """What the cells of a column hold."""

    CODED = "coded"
    WHOLE = "whole number"
    DECIMAL = "decimal number"
    DATE = "date"
    TEXT = "text"


class Source(StrEnum):
    """What a column is about."""

    CASE = "case"
    ATTRIBUTE = "attribute"
    ANSWER = "answer"
    OPTION = "option"
    TEXT = "text"
    COMMENT = "comment"


@dataclass(frozen=True)
class Value:
    """One value of a coded column: a word for spreadsheets, a number for SPSS; `missing` counts nowhere."""

    word: str
    label: str
    code: int
    missing: bool = False


NOT_ANSWERED = Value("[not answered]", "Not answered", -1, missing=True)
NOT_ASKED = Value("[not asked]", "Not asked", -2, missing=True)
NOT_IN_VERSION = Value("[not in this version]", "Not in this version of the questionnaire", -3, missing=True)
NOT_RECORDED = Value("[not recorded]", "Not recorded", -4, missing=True)
NOT_COUNTED = Value("[not counted]", "Not signed off, so part of no figure", -5, missing=True)
BLANKS = (NOT_ANSWERED, NOT_ASKED, NOT_IN_VERSION)
"""Why there is no answer."""
LEFT_OUT = -10
"""The code of the first option that means "not applicable" or "don't know"; the others go down from here."""
CHOSEN = (Value("1", "Chosen", 1), Value("0", "Not chosen", 0))
IN_WORDS = Value("[answered]", "Answered in words", 1)

FACTS = {
    "reference": "Reference of the case",
    "status": "Where the case stands",
    "region": "Region of the case’s area",
    "unit": "Delivery unit of the case’s area",
    "team": "Team of the case’s area",
    "stratum": "Stratum of the sample that the case was drawn from",
    "stratum_population": "Cases that the stratum holds; 0 for a case taken outside the draw",
    "stratum_sampled": "Cases of the stratum in the sample: signed off, or drawn but not of the population",
    "weight": "Cases that this one stands for in weighted figures: stratum_population / stratum_sampled",
    "version": "Version of the questionnaire that the answers were given under",
    "text_revision": "Revision of the questionnaire’s texts that most answers were given under",
    "other_revisions": "Answers given under another revision of the texts: question=revision",
    "conflicts": "Things said differently by several people, none of which counts yet",
    "handling": "How this line is to be handled",
}
"""What each line says of its case, and in which words."""


@dataclass(frozen=True)
class Column:
    """A column: `of` is the question, attribute or fact it is about, `option` that of several choices.

    `values` are all that a coded column can hold, and for numbers and dates why there is none. `versions` are
    those of the questionnaire that have it; not `current` is what only older ones asked.
    """

    name: str
    source: Source
    of: str
    kind: Kind
    label: str
    option: str | None = None
    section: str = ""
    values: tuple[Value, ...] = ()
    versions: tuple[str, ...] = ()
    current: bool = True

    def place(self, word: str) -> int:
        """Which of its values has a word."""
        return [value.word for value in self.values].index(word)


def data_columns(definitions: Sequence[Definition], *, texts: bool) -> tuple[Column, ...]:
    """The columns of the data of the last of a questionnaire's versions; the older ones come before it.

    Without `texts` there is nothing that somebody wrote freely: no comments, answers in words or attributes
    without a list of values, which can hold names.
    """
    return (
        *_facts(),
        *_attributes(definitions, texts),
        *_questions(definitions),
        *(_texts(definitions) if texts else ()),
    )


def _facts() -> Iterator[Column]:
    statuses = tuple(Value(each.value, each.label.capitalize(), n) for n, each in enumerate(CaseStatus, 1))
    held = {
        "status": (Kind.CODED, statuses),
        "stratum_population": (Kind.WHOLE, (NOT_RECORDED,)),
        "stratum_sampled": (Kind.WHOLE, (NOT_RECORDED,)),
        "weight": (Kind.DECIMAL, (NOT_RECORDED, NOT_COUNTED)),
        "text_revision": (Kind.WHOLE, (NOT_ANSWERED,)),
    }
    for fact, label in FACTS.items():
        kind, values = held.get(fact, (Kind.TEXT, ()))
        yield Column(_name("case", fact), Source.CASE, fact, kind, label, values=values)


def _attributes(definitions: Sequence[Definition], texts: bool) -> Iterator[Column]:
    latest = {each.id: each for definition in definitions for each in definition.attributes}
    for id_, attribute in latest.items():
        having = [d for d in definitions if any(each.id == id_ for each in d.attributes)]
        options = {o.value: o.label.into() for d in having for o in _of(d, id_).options}
        coded = tuple(Value(value, label, n) for n, (value, label) in enumerate(options.items(), 1))
        if coded or texts:
            yield Column(
                _name("attribute", id_),
                Source.ATTRIBUTE,
                id_,
                Kind.CODED if coded else Kind.TEXT,
                attribute.label.into(),
                values=(*coded, NOT_RECORDED, NOT_IN_VERSION) if coded else (),
                versions=tuple(d.version for d in having),
                current=having[-1] is definitions[-1],
            )


def _of(definition: Definition, id_: str) -> Attribute:
    return next(each for each in definition.attributes if each.id == id_)


@dataclass(frozen=True)
class _Asked:
    """A question as its latest version words it, with every option that a version had, in a steady order."""

    question: Question
    definition: Definition
    options: tuple[Option, ...]
    versions: tuple[str, ...]
    current: bool

    def column(self, source: Source, kind: Kind, values: Iterable[Value] = ()) -> Column:
        id_ = self.question.id
        prefix = source.value if source in (Source.TEXT, Source.COMMENT) else "q"
        section = self.definition.section_of[id_].title.into()
        label = self.question.text.into()
        return Column(
            *(_name(prefix, id_), source, id_, kind, label, None),
            *(section, tuple(values), self.versions, self.current),
        )


def _asked(definitions: Sequence[Definition]) -> Iterator[_Asked]:
    for id_ in dict.fromkeys(question.id for each in definitions for question in each.questions):
        having = [each for each in definitions if id_ in each.by_id]
        latest = having[-1]
        known = {o.value: o for each in having for o in each.options(each.by_id[id_])}
        options = tuple(known.values()) if latest.options(latest.by_id[id_]) else ()
        versions = tuple(each.version for each in having)
        yield _Asked(latest.by_id[id_], latest, options, versions, latest is definitions[-1])


def _questions(definitions: Sequence[Definition]) -> Iterator[Column]:
    for asked in _asked(definitions):
        kind = asked.question.type
        if kind is QuestionType.CHOICES:
            yield from _of_choices(asked)
        elif kind is QuestionType.CHOICE:
            yield asked.column(Source.ANSWER, Kind.CODED, _choices(asked))
        elif kind is QuestionType.TEXT:
            yield asked.column(Source.ANSWER, Kind.CODED, (IN_WORDS, *BLANKS))
        else:
            yield asked.column(Source.ANSWER, _NUMERIC[kind], BLANKS)


_NUMERIC = {
    QuestionType.WHOLE_NUMBER: Kind.WHOLE,
    QuestionType.DECIMAL: Kind.DECIMAL,
    QuestionType.DATE: Kind.DATE,
}


def _choices(asked: _Asked) -> Iterator[Value]:
    for n, option in enumerate(asked.options):
        missing = option.kind is not OptionKind.ANSWER
        code = LEFT_OUT - n if missing else n + 1
        yield Value(option.value, option.label.into(), code, missing)
    yield from BLANKS


def _of_choices(asked: _Asked) -> Iterator[Column]:
    whole = asked.column(Source.OPTION, Kind.CODED)
    left_out = [value for value in _choices(asked) if value.missing]
    for option in asked.options:
        others = [value for value in left_out if value.word != option.value]
        yield Column(
            *(_name("q", asked.question.id, option.value), Source.OPTION, asked.question.id, Kind.CODED),
            *(f"{whole.label} {option.label.into()}", option.value, whole.section),
            *((*CHOSEN, *others), whole.versions, whole.current),
        )


def _texts(definitions: Sequence[Definition]) -> Iterator[Column]:
    for asked in _asked(definitions):
        if asked.question.type is QuestionType.TEXT:
            yield asked.column(Source.TEXT, Kind.TEXT)
        if asked.question.comment.use != "never":
            yield asked.column(Source.COMMENT, Kind.TEXT)


def _name(*parts: str) -> str:
    name = ".".join(parts)
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME - 9]}_{sha256(name.encode()).hexdigest()[:8]}"
