"""Everything that is wrong with a tables.yaml is said, with its line."""

import pytest

from inspect_app.findings.specs import check_conditions, check_names, check_rows, lint
from inspect_app.questionnaire.model import Definition
from tests.unit.findings.small_instrument import BODY, SMALL
from tests.unit.findings.specs.small_tables import Tables

OURS = "instrument: small"
KEYS = "plan_enough, protection_enough, alerts_enough"


def test_no_check_is_forgotten() -> None:
    written = {
        check
        for room in (check_names, check_rows, check_conditions)
        for name, check in vars(room).items()
        if getattr(check, "__module__", "") == room.__name__ and name[0] != "_"
    }
    assert written == {*lint.OF_NAMES, *lint.OF_SENSE}


def test_a_file_without_mistakes_has_no_problems(tables: Tables) -> None:
    tables.table(OURS, "break: {attribute: ldu}", "base: {question: screening, is: present}")
    assert tables.reported() == []


def test_the_form_is_checked_first(tables: Tables) -> None:
    tables.write(
        "low_bas: 3 # <- low_bas: this is not known here; check its spelling and its indent\n"
        "tables:\n"
        "  - id: Here # <- tables.id: “Here” must be small letters, digits and underscores, "
        "starting with a letter\n"
        "    title: Here\n"
        "    rows: [{questions: help}] # <- tables.rows.questions: this must be a list of names, "
        "or the word all\n"
        "    kind: section # <- tables.kind: this is not known here; check its spelling and its indent\n"
        "    measure: share # <- tables.measure: “share” must be one of 'count', 'per_cent_judged', "
        "'per_cent_asked', 'mean' or 'median'\n"
        "    weight: [none] # <- tables.weight: this must be none, design, or {attribute: ...}\n"
    )
    assert tables.reports_what_it_says()


def test_what_is_no_yaml_is_said(tables: Tables) -> None:
    tables.write("tables: [")
    assert [line.split(":")[0] for line in tables.reported()] == ["tables.yaml"]


def test_a_table_of_a_wrong_form_is_checked_as_far_as_it_goes(tables: Tables) -> None:
    tables.table(
        OURS,
        "interval: exact # <- tables.interval: “exact” must be one of 'logit', 'korn_graubard', 'wilson' "
        "or 'none'",
        "break: {attribute: ldus} # <- there is no attribute “ldus”; is “ldu” meant?",
    )
    assert tables.reports_what_it_says()


def test_duplicate_ids(tables: Tables) -> None:
    tables.table(OURS)
    first = (tables.path / "tables.yaml").read_text(encoding="utf-8")
    tables.write(
        first + first.removeprefix("tables:\n").replace("here", "here # <- “here” is already used on line 2")
    )
    assert tables.reports_what_it_says()


def test_an_id_of_the_default_set(tables: Tables) -> None:
    tables.table(OURS)
    ours = (tables.path / "tables.yaml").read_text(encoding="utf-8")
    taken = "key_questions # <- “key_questions” is already the id of a default table"
    tables.write(ours.replace("here", taken, 1))
    assert tables.reports_what_it_says()
    tables.write("default_tables: false\n" + ours.replace("here", "key_questions", 1))
    assert tables.reported() == []


def test_no_tables(tables: Tables) -> None:
    tables.write("default_tables: false # <- without the default tables there must be tables of its own\n")
    assert tables.reports_what_it_says()


def test_missing_languages(tables: Tables) -> None:
    missing = "# <- warning: other texts are also in"
    tables.write(
        "words:\n"
        f"  mean: Average {missing} cy, and this one is not\n"
        "tables:\n"
        "  - id: here\n"
        "    instrument: small\n"
        "    title: {en: Here, cy: Yma}\n"
        f"    subtitle: {{cy: Yma}} {missing} en, and this one is not\n"
        f"    notes: [Note] {missing} cy, and this one is not\n"
        "    rows: [{key_questions: all}]\n"
    )
    assert tables.reports_what_it_says()


def test_words_keep_their_gaps(tables: Tables) -> None:
    tables.write("words: {by: {en: '{title} by it'}} # <- words: by must hold {break} in every language\n")
    assert tables.reports_what_it_says()


def test_unknown_questions(tables: Tables) -> None:
    said = "# <- there is no question “screenin”; is “screening” meant?"
    tables.table(
        OURS,
        "rows:",
        f"  - questions: [screenin] {said}",
        f"  - key_questions: [screenin] {said}",
        f"  - group: {{id: one, label: One, parts: [{{question: screenin, options: [present]}}]}} {said}",
        f"filter: {{not: {{question: screenin, is: present}}}} {said}",
        f"base: {{question: screenin, is: present}} {said}",
        rows=False,
    )
    assert tables.reports_what_it_says()


def test_unknown_sections(tables: Tables) -> None:
    tables.table(
        OURS, "rows: [{sections: [plans]}] # <- there is no section “plans”; is “plan” meant?", rows=False
    )
    assert tables.reports_what_it_says()


def test_unknown_attributes(tables: Tables) -> None:
    said = "# <- there is no attribute “ros”; is “rosh” meant?"
    tables.table(
        OURS,
        f"break: {{attribute: ros}} {said}",
        f"weight: {{attribute: ros}} {said}",
        f"filter: {{attribute: ros, is: low}} {said}",
    )
    assert tables.reports_what_it_says()


def test_unknown_answers(tables: Tables) -> None:
    offered = "(present, blank, absent)"
    tables.table(
        OURS,
        "rows:",
        "  - group: {id: one, label: One, parts: [{question: screening, options: [there]}]} "
        f"# <- “there” is not an answer to “screening” {offered}",
        f"filter: {{question: screening, is: there}} # <- “there” is not an answer to “screening” {offered}",
        "base: {attribute: rosh, is: lowest} # <- “lowest” is not a value of “rosh” (low, medium, high)",
        rows=False,
    )
    assert tables.reports_what_it_says()


def test_no_key_questions(tables: Tables) -> None:
    tables.table(
        OURS, "rows: [{key_questions: [screening]}] # <- “screening” is not a key question", rows=False
    )
    assert tables.reports_what_it_says()
    tables.table(
        OURS,
        "rows: [{key_questions: all}] # <- the questionnaire has no key questions",
        rows=False,
    )
    without = [{key: one[key] for key in one if key != "key_question"} for one in BODY["questions"]]
    assert tables.reports_what_it_says(
        Definition.model_validate(BODY | {"questions": without, "standards": [], "ratings": []})
    )


def test_measure_of_another_type(tables: Tables) -> None:
    other = "show its section, or use mean or median for numbers"
    tables.table(
        OURS,
        "rows:",
        f"  - questions: [contacts] # <- “contacts” is a whole_number question and has no per cent: {other}",
        f"  - questions: [released] # <- “released” is a date question and has no per cent: {other}",
        "  - questions: [screening, story]",
        rows=False,
    )
    assert tables.reports_what_it_says()
    tables.table(
        OURS,
        "measure: mean",
        "rows:",
        "  - questions: [contacts, miles]",
        "  - questions: [released] # <- “released” is a date question and has no mean",
        "  - questions: [screening] # <- “screening” is a choice question and has no mean",
        "  - key_questions: all # <- a mean is of numbers, and these rows have none",
        "  - group: {id: one, label: One, parts: [{question: screening, options: [blank]}]} "
        "# <- a mean is of numbers, and these rows have none",
        rows=False,
    )
    assert tables.reports_what_it_says()


def test_section_without_numbers(tables: Tables) -> None:
    tables.table(
        OURS,
        "measure: median",
        "rows:",
        "  - sections: [plan]",
        "  - sections: [protection] # <- section “protection” has no question that is answered with a number",
        rows=False,
    )
    assert tables.reports_what_it_says()


def test_group_of_no_options(tables: Tables) -> None:
    tables.table(
        OURS,
        "rows:",
        *group("contacts", "[one] # <- “contacts” is a whole_number question and has no options to count"),
        *group("protection_enough", "[na] # <- “na” cannot be in a group: it is left out of the per cents"),
        *group("screening", "[blank, blank] # <- “blank” is named twice in this part"),
        *group(
            "help",
            "[housing, debt] # <- one case can give several answers to “help”: name one of them in a group",
        ),
        rows=False,
    )
    assert tables.reports_what_it_says()


def group(question: str, options: str) -> list[str]:
    named, _, comment = options.partition(" #")
    part = f"{{question: {question}, options: {named}}}"
    return [f"  - group: {{id: {question}, label: One, parts: [{part}]}} #{comment}"]


def test_group_at_one_point(tables: Tables) -> None:
    tables.table(
        OURS,
        "rows:",
        "  - group:",
        "      id: done",
        "      label: Done",
        "      parts:",
        "        - {question: screening, options: [present]}",
        "        - {question: protection_enough, options: [yes]}",
        "        - {question: alerts_enough, options: [yes]} # <- “alerts_enough” is asked at the same "
        "assessment point as “protection_enough”: a case would be counted twice",
        rows=False,
    )
    assert tables.reports_what_it_says()


def test_shown_twice(tables: Tables) -> None:
    tables.table(
        OURS,
        "rows:",
        "  - key_questions: [plan_enough]",
        "  - questions: [plan_enough]",
        "  - sections: [plan] # <- question “plan_enough” is already in this table",
        "  - key_questions: [plan_enough] # <- key question “plan_enough” is already in this table",
        rows=False,
    )
    assert tables.reports_what_it_says()


def test_weight_not_a_number(tables: Tables) -> None:
    for attribute in ("rosh", "begun"):
        tables.table(
            OURS,
            f"weight: {{attribute: {attribute}}} "
            f"# <- “{attribute}” is not a number, so no case can be weighted by it",
        )
        assert tables.reports_what_it_says()
    tables.table(OURS, "weight: {attribute: load}")
    assert tables.reported() == []


def test_one_point(tables: Tables) -> None:
    tables.table(
        OURS,
        "break: {point: true} "
        "# <- warning: the questionnaire has one assessment point, so this makes one column",
    )
    assert tables.reports_what_it_says(SMALL)
    assert tables.reported() == []


def test_operator_for_another_type(tables: Tables) -> None:
    tables.table(
        OURS,
        "base: {question: contacts, is: three} "
        "# <- is cannot test “contacts”, a whole_number question: use answered, at_least, at_most",
    )
    assert tables.reports_what_it_says()


def test_limit_of_another_kind(tables: Tables) -> None:
    tables.table(
        OURS,
        "filter: {question: released, at_least: 3} "
        "# <- “released” must be compared with a date written yyyy-mm-dd",
    )
    assert tables.reports_what_it_says()


def test_never_true(tables: Tables) -> None:
    empty = "# <- nothing meets this condition, so the table would be empty"
    tables.table(
        OURS,
        f"filter: {{all: [{{attribute: rosh, is: low}}, {{attribute: rosh, is: high}}]}} {empty}",
        f"base: {{all: [{{question: help, is: debt}}, {{question: screening, is: absent}}]}} {empty}",
    )
    assert tables.reports_what_it_says()
    tables.table(
        OURS,
        "filter: {question: screening, is: absent}",
        "base: {question: help, is: debt} # <- no case that meets the filter can meet this as well",
    )
    assert tables.reports_what_it_says()


@pytest.mark.parametrize("names", ["all", f"[{KEYS}]"])
def test_every_problem_of_a_file_is_said_in_order_of_line(tables: Tables, names: str) -> None:
    tables.table(
        OURS,
        "rows:",
        f"  - key_questions: {names}",
        "  - questions: [scrap]",
        "base: {attribute: roch, is: low}",
        "break: {attribute: sex}",
        "measure: median",
        rows=False,
    )
    lines = [int(line.split(":")[1]) for line in tables.reported()]
    assert lines == [6, 7, 8, 9]
