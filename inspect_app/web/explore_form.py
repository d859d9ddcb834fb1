"""What somebody chooses on the explorer page, and the table definition that it comes to."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict
from wtforms import Form

from inspect_app.findings.figures import TableKind
from inspect_app.findings.populations import break_named, group_names
from inspect_app.findings.specs.defaults import break_label
from inspect_app.findings.specs.model import Interval, Measure, RowsOf, TableDefinition
from inspect_app.findings.specs.words import TableWords, fill_in, in_sentence
from inspect_app.questionnaire.model import Attribute, Definition
from inspect_app.questionnaire.routing import AllOf, AttributeTest, Condition
from inspect_app.questionnaire.text import Text
from inspect_app.web.govuk import Checkboxes, Menu

BEGUN = "begun"
"""How an address says that all cases begun count."""
KEY_QUESTIONS = "key_questions"
MOST_VALUES = 50
"""Values to tick of an attribute without options; an address can name as many of the others."""
ONLY = "only_"
"""Begins the name of each filter in an address."""
BESIDE = frozenset({"view", "column"})
"""What an address may say beside the choices: what the page showed that it comes from."""

MEASURES = {
    "": "Usual: per cent of cases judged",
    Measure.PER_CENT_JUDGED.value: "Per cent of cases judged",
    Measure.PER_CENT_ASKED.value: "Per cent of all cases asked",
    Measure.COUNT.value: "Number of cases",
    Measure.MEAN.value: "Mean of numbers",
    Measure.MEDIAN.value: "Median of numbers",
}
WEIGHTS = {"": "Usual: each case counts once", "none": "Each case counts once", "design": "By the draw"}
INTERVALS = {
    "": "Usual: logit",
    Interval.LOGIT.value: "Logit",
    Interval.KORN_GRAUBARD.value: "Korn and Graubard",
    Interval.WILSON.value: "Wilson, as of a simple sample",
    Interval.NONE.value: "None",
}
COUNTED = {"": "Signed off: what the report counts", BEGUN: "All begun: emerging"}
LONGEST_TEXT = 110
TABLE = "table."
CHANGED = Text("The report’s own table has another break, filter, measure, weight or interval than this one.")

Choices = Mapping[str, str]


class Filter(Checkboxes):
    """The values of one attribute to count; `strict` when no others can be."""

    def __init__(self, label: str | None = None, *, strict: bool = True, **options: Any) -> None:
        super().__init__(label, **options)
        self.strict = strict

    def check(self) -> None:
        """Says what of the values ticked can't be counted."""
        unknown = set(self.values) - {value for value, *_ in self.iter_choices()}
        if unknown and self.strict:
            self.errors = [f"Tick what is listed at “{self.label.text}”"]
        elif unknown:
            self.errors = [f"No case has what the address asks for at “{self.label.text}”"]
        elif not self.strict and len(self.values) > MOST_VALUES:
            self.errors = [f"Count at most {MOST_VALUES} values at “{self.label.text}”"]

    @property
    def values(self) -> list[str]:
        """The values ticked."""
        return list(dict.fromkeys(self.data or []))


class ExploreForm(Form):
    """What any questionnaire has to choose; `form_of` adds a filter for each attribute."""

    rows = Menu(
        "Rows",
        validate_choice=False,
        description="A table of the report comes with a break, a filter, a measure and weights of its own.",
    )
    by = Menu("Break down by", validate_choice=False, default="")
    measure = Menu("Measure", choices=MEASURES, validate_choice=False, default="")
    weight = Menu("Weights", choices=WEIGHTS, validate_choice=False, default="")
    interval = Menu("Intervals", choices=INTERVALS, validate_choice=False, default="")
    count = Menu("Cases that count", choices=COUNTED, validate_choice=False, default="")

    groups: Mapping[str, Choices] = {}
    unknown: Sequence[str] = ()

    @property
    def usual(self) -> str:
        """The rows shown when nobody has chosen any."""
        return next(value for group in self.groups.values() for value in group)

    @property
    def menus(self) -> tuple[Menu, ...]:
        """The choices beside rows, in the order in which an address has them."""
        return self.by, self.measure, self.weight, self.interval, self.count

    @property
    def filters(self) -> list[Filter]:
        """The filters that there are."""
        return [field for field in self if isinstance(field, Filter)]

    @property
    def chosen_filters(self) -> bool:
        """Whether any filter is set."""
        return any(field.values for field in self.filters)

    @property
    def further(self) -> bool:
        """Whether anything is chosen of what most people leave as it is."""
        return any(menu.data or menu.errors for menu in (self.measure, self.weight, self.interval))

    def check(self) -> bool:
        """Whether all that is chosen is there to choose; says so at the choice that is not."""
        listed = {value for group in self.groups.values() for value in group}
        if self.rows.data not in listed:
            self.rows.errors = ["Choose rows from the list"]
        for menu in self.menus:
            if menu.data not in {value for value, *_ in menu.iter_choices()}:
                menu.errors = [f"Choose from the list at “{menu.label.text}”"]
        for field in self.filters:
            field.check()
        for name in self.unknown:
            self.form_errors = [*self.form_errors, f"The address asks for “{name}”, which is not known here"]
        return not self.errors

    def query(self, **more: str) -> str:
        """The choices as part of an address, the shortest that shows the same."""
        pairs = [("rows", self.rows.data)] if self.rows.data != self.usual else []
        pairs += [(menu.name, menu.data) for menu in self.menus if menu.data]
        pairs += [(field.name, value) for field in self.filters for value in field.values]
        return urlencode([*pairs, *more.items()])


def form_of(
    asked: MultiDict[str, str],
    definition: Definition,
    tables: Sequence[TableDefinition],
    words: TableWords,
    values: Mapping[str, Sequence[str]],
) -> ExploreForm:
    """The form of a questionnaire with what an address chooses."""
    filters = {}
    for each in definition.attributes:
        name = f"{ONLY}{each.id}"
        choices = _values(each, values, asked.getlist(name))
        if choices or name in asked:
            filters[name] = Filter(each.label.into(), strict=bool(each.options), choices=choices)
    form: ExploreForm = type("ExploreForm", (ExploreForm,), filters)(asked)
    form.groups = _rows(definition, tables, words)
    form.rows.choices = {value: label for group in form.groups.values() for value, label in group.items()}
    form.rows.data = asked.get("rows") or form.usual
    form.by.choices = _breaks(definition, words)
    form.unknown = sorted(set(asked) - set(form.data) - BESIDE - {"csrf_token"})
    return form


def _values(attribute: Attribute, values: Mapping[str, Sequence[str]], chosen: Sequence[str]) -> Choices:
    if attribute.options:
        return {option.value: option.label.into() for option in attribute.options}
    there = values.get(attribute.id, ())
    offered = there if len(there) <= MOST_VALUES else ()
    return {value: value for value in (*offered, *sorted({*there}.intersection(chosen)))}


def _rows(definition: Definition, tables: Sequence[TableDefinition], words: TableWords) -> dict[str, Choices]:
    own = {f"{TABLE}{table.id}": table.title.into() for table in tables if table.kind is None}
    sections = {f"section.{each.id}": each.title.into() for each in definition.sections}
    questions = {f"question.{each.id}": _short(each.text.into()) for each in definition.questions}
    keys = any(question.key_question for question in definition.questions)
    groups = {
        "Key questions": {KEY_QUESTIONS: words.key_questions.into()} if keys else {},
        "Tables of the report": own,
        "A section": sections,
        "One question": questions,
    }
    return {title: group for title, group in groups.items() if group}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT].rsplit(' ', 1)[0]} …"


def _breaks(definition: Definition, words: TableWords) -> dict[str, str]:
    points = {"point": words.point.into()} if len(definition.points) > 1 else {}
    groups = group_names(definition, words)
    return {"": "Nothing more", **groups, **(points | groups)}


class Chosen(NamedTuple):
    """What a form that is right comes to."""

    table: TableDefinition
    emerging: bool


def chosen(
    form: ExploreForm, definition: Definition, tables: Sequence[TableDefinition], words: TableWords
) -> Chosen:
    """The table that a form asks for; one of the report with whatever else is chosen in place of its own."""
    table = _table(form.rows.data, definition, tables, words)
    changed = form.by.data or form.further or form.chosen_filters
    notes = (*table.notes, CHANGED) if changed and form.rows.data.startswith(TABLE) else table.notes
    update: dict[str, object] = {"id": "explore", "kind": None, "notes": notes}
    if form.by.data:
        by = break_named(definition, form.by.data)
        label = in_sentence(break_label(definition, words, by))
        update |= {"break_": by, "title": fill_in(words.by, {"title": table.title, "break": label})}
    if form.measure.data:
        update["measure"] = Measure(form.measure.data)
    if form.weight.data:
        update["weight"] = form.weight.data
    if form.interval.data:
        update["interval"] = Interval(form.interval.data)
    tests = [*([table.filter] if table.filter else []), *_tests(form)]
    update["filter"] = AllOf(all=tuple(tests)) if len(tests) > 1 else next(iter(tests), None)
    return Chosen(table.model_copy(update=update), form.count.data == BEGUN)


def _tests(form: ExploreForm) -> Iterator[Condition]:
    for field in form.filters:
        values = tuple(value for value in field.values if value)
        if values:
            operator = {"any_of": values} if len(values) > 1 else {"is": values[0]}
            yield AttributeTest.model_validate({"attribute": field.name.removeprefix(ONLY), **operator})


def _table(
    rows: str, definition: Definition, tables: Sequence[TableDefinition], words: TableWords
) -> TableDefinition:
    kind, _, name = rows.partition(".")
    if kind == "table":
        return next(table for table in tables if table.id == name)
    if kind == "section":
        title = next(each.title for each in definition.sections if each.id == name)
        return _plain(title, RowsOf(sections=(name,)))
    if kind == "question":
        return _plain(definition.by_id[name].text, RowsOf(questions=(name,)))
    return _plain(words.key_questions, RowsOf(key_questions="all"))


def _plain(title: Text, rows: RowsOf) -> TableDefinition:
    return TableDefinition(id="explore", title=title, rows=(rows,), kind=TableKind.DEFINED)
