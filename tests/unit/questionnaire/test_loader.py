from pathlib import Path

import pytest

from inspect_app.questionnaire.loader import load
from tests.unit.questionnaire.small_questionnaire import Folder


def test_a_good_questionnaire_is_loaded_in_the_order_of_its_sections(folder: Folder) -> None:
    definition = folder.load()
    order = ["plan_made", "plan_date", "visits", "needs", "plan_good"]
    assert folder.reported() == []
    assert [question.id for question in definition.questions] == order
    assert [option.value for option in definition.options(definition.by_id["plan_made"])] == [
        "yes",
        "no",
        "na",
    ]
    assert definition.options(definition.by_id["visits"]) == ()
    assert definition.section_of["visits"].id == "plan"
    assert definition.in_section(definition.sections[0]) == definition.questions


def test_yes_no_dates_and_versions_stay_as_written_and_false_is_false(folder: Folder) -> None:
    folder.manifest(('version: "1.0"', "version: 1.10"))
    folder.question("visits", "required: false\nguidance: 2016-10-04\n")
    folder.question("plan_date", "guidance: {en: Yes, cy: off}\n")
    definition = load(folder.path)[0]
    assert definition is not None
    assert definition.version == "1.10"
    assert definition.by_id["visits"].required is False
    assert str(definition.by_id["visits"].guidance) == "2016-10-04"
    guidance = definition.by_id["plan_date"].guidance
    assert guidance is not None
    assert guidance.into("cy") == "off"


def test_an_empty_folder_is_one_problem(tmp_path: Path) -> None:
    definition, problems = load(tmp_path)
    assert definition is None
    assert [str(problem) for problem in problems] == [
        "instrument.yaml: there is no file instrument.yaml in this folder"
    ]


def test_a_warning_does_not_keep_a_definition_from_being_used(folder: Folder) -> None:
    folder.manifest(("points:\n", "points:\n  - {id: community, title: In the community}\n"))
    assert folder.reported() == [
        "instrument.yaml:18: warning: no section belongs to the assessment point “community”"
    ]
    assert folder.load().points[0].id == "community"


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        ("id: visits\ntext: [\n", ":3", "this is not YAML: while parsing a flow node"),
        ("id: visits\n---\nid: x\n", ":2", "this is not YAML: expected a single document"),
        ("", "", "the file is empty"),
        ("id: \x00\n", "", "unacceptable character"),
        ("[" * 5000 + "]" * 5000, "", "the file is nested too deeply"),
        ("x" * 1_000_001, "", "the file is larger than a million bytes"),
    ],
    ids=["syntax", "two documents", "empty", "control character", "deep", "large"],
)
def test_a_file_that_cannot_be_read_is_one_problem(
    folder: Folder, content: str, place: str, message: str
) -> None:
    folder.write("questions/visits.yaml", content)
    (problem,) = folder.reported()
    assert problem.startswith(f"questions/visits.yaml{place}: {message}")


def test_a_folder_in_the_place_of_a_file_is_one_problem(folder: Folder) -> None:
    (folder.path / "questions/visits.yaml").unlink()
    (folder.path / "questions/visits.yaml").mkdir()
    assert folder.reported() == ["questions/visits.yaml: this cannot be read: Is a directory"]


def test_a_file_in_another_encoding_is_one_problem(folder: Folder) -> None:
    (folder.path / "questions/visits.yaml").write_bytes("text: café".encode("latin-1"))
    assert folder.reported() == ["questions/visits.yaml: the file is not text in UTF-8"]


@pytest.mark.parametrize(
    "lines",
    [
        ["type: whole_number", "type: text  # <- “type” is given twice", "text: How many?"],
        [
            "type: text",
            "text: &words How many?",
            "guidance: *words # <- write this part out again: YAML anchors and aliases are not allowed",
        ],
        [
            "type: text",
            "text: {en: &a [*a]} # <- write this part out again: YAML anchors and aliases are not allowed",
        ],
        ["type: text", "text: !!binary aGk= # <- YAML tags such as tag:yaml.org,2002:binary are not allowed"],
        ["type: text", "text: How many?", "[a, b]: c # <- a key must be a word, not a list or a mapping"],
    ],
    ids=["key twice", "alias", "alias of itself", "tag", "key that is a list"],
)
def test_what_a_definition_never_needs_of_yaml_is_refused(folder: Folder, lines: list[str]) -> None:
    folder.write("questions/visits.yaml", "\n".join(["id: visits", *lines]))
    assert folder.reports_what_it_says()


QUESTION_MISTAKES = """
type: number # <- type: “number” must be one of CHOICES
text: How many?
===
type: text
text: How many?
require: false # <- require: this is not known here; check its spelling and its indent
===
type: text
text: How many?
required: maybe # <- required: “maybe” must be true or false
===
type: text
text: How many?
required: [] # <- required: this must be true or false, not a list
===
type: text
text: # <- text: this must be a text, or texts by language such as {en: ..., cy: ...}
===
type: text
text: ' ' # <- text: a text must not be empty
===
type: text
text:
  english: How many? # <- text.english: “english” must be two or three small letters, such as en or cy
===
type: text
text:
  en: true # <- text.en: this must be a text, not true; put quotes round it if it is one
===
type: whole_number
text: How many?
minimum: few # <- minimum: this must be a number, or a date written yyyy-mm-dd
===
type: date
text: When?
minimum: 2016-02-30 # <- minimum: this must be a number, or a date written yyyy-mm-dd
===
type: decimal
text: How much?
minimum: NaN # <- minimum: this must be a number, or a date written yyyy-mm-dd
===
type: text
text: How many?
ask_when:
  all:
    - {question: plan_made, is: yes}
    - {question: plan_made, is: yes, any_of: [no]} # <- ask_when.all: a test needs one of ALL; there are 2
===
type: text
text: How many?
ask_when:
  not: {attribute: rosh} # <- ask_when.not: a test needs one of is, any_of; there are 0
===
type: text
text: How many?
ask_when: {attribute: rosh, question: visits} # <- ask_when: a condition must have exactly one of CONDITIONS
===
type: text
text: How many?
ask_when: [] # <- ask_when: a condition must have exactly one of CONDITIONS
===
type: text
text: How many?
ask_when: {any: []} # <- ask_when.any: this list must not be empty
===
type: text
text: How many?
ask_when: {question: plan_made, is: [yes]} # <- ask_when.is: this must be a text, not a list; QUOTES
===
type: text
text: How many?
ask_when: {question: plan_made, answered: false} # <- ask_when.answered: this must be true
===
type: text
text: How many?
answers: {yes: Yes} # <- answers: answers must be the name of an answer set or a list of options
===
type: choice
text: How many?
answers:
  - {value: few, label: Few}
  - {value: Many, label: Many} # <- answers.value: “Many” must be LETTERS
===
type: choice
text: How many?
answers:
  - few # <- answers: this must be a mapping
===
type: text
text: How many?
comment: # <- comment: this must be a mapping, and nothing is given
"""
SPELT_OUT = {
    "CHOICES": "'choice', 'choices', 'whole_number', 'decimal', 'date' or 'text'",
    "needs one of ALL": "needs one of is, any_of, at_least, at_most, answered",
    "CONDITIONS": "all, any, not, question and attribute",
    "QUOTES": "put quotes round it if it is one",
    "LETTERS": "small letters, digits and underscores, starting with a letter",
}


@pytest.mark.parametrize("content", QUESTION_MISTAKES.split("===\n"))
def test_one_mistake_in_a_question_is_one_problem_in_plain_english(folder: Folder, content: str) -> None:
    for short, words in SPELT_OUT.items():
        content = content.replace(short, words)
    folder.write("questions/visits.yaml", f"id: visits\n{content.lstrip()}")
    assert folder.reports_what_it_says()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"1.0"', "one # <- version: “one” must be numbers with points between them, such as 1.0"),
        ('"1.0"', "true # <- version: this must be a text, not true; put quotes round it if it is one"),
        (
            "at_least: 50, points: 1}",
            "at_least: 101, points: 1} # <- ratings.at_least: this must be 100 or less",
        ),
        (
            "at_least: 50, points: 1}",
            "at_least: x, points: 1} # <- ratings.at_least: “x” must be a whole number",
        ),
        ("points: 1}", "points: } # <- ratings.points: this must be a whole number, and nothing is given"),
        ("points: 1}", "points: -1} # <- ratings.points: this must be 0 or more"),
        (
            "  - {id: cluster, label: Cluster, column: cluster}",
            "  - cluster # <- attributes: this must be a mapping",
        ),
        (
            "id: small-audit",
            f"id: {'x' * 61} # <- id: this must have at most 60 characters",
        ),
    ],
)
def test_one_mistake_in_the_manifest_is_one_problem(folder: Folder, old: str, new: str) -> None:
    folder.manifest((old, new))
    assert folder.reports_what_it_says()


def test_a_list_that_is_no_list_is_one_problem_at_its_line(folder: Folder) -> None:
    folder.manifest(
        ("    questions: [plan_made, plan_date, visits, needs, plan_good]", "    questions: plan_made")
    )
    assert "instrument.yaml:23: sections.questions: this must be a list" in folder.reported()


def test_a_manifest_that_cannot_be_read_hides_no_mistake_in_the_questions(folder: Folder) -> None:
    folder.write("instrument.yaml", "- not a mapping # <- this must be a mapping, not a list\n")
    folder.question("visits", "comment: {use: never, required_for: [x]}\n")
    assert "instrument.yaml:1: this must be a mapping, not a list" in folder.reported()
    assert "questions/visits.yaml:6: comment use: never contradicts required_for" in folder.reported()


def test_what_is_wrong_in_a_part_hides_nothing_wrong_in_the_rest_of_it(folder: Folder) -> None:
    folder.write(
        "questions/visits.yaml",
        """\
id: visits
type: whole_number
text: [] # <- text: this must be a text, or texts by language such as {en: ..., cy: ...}
minumum: 3 # <- minumum: this is not known here; check its spelling and its indent
required: perhaps # <- required: “perhaps” must be true or false
maximum: 2016-01-01 # <- the maximum of a whole_number question must be a number
ask_when: {question: plan_mode, is: yes} # <- there is no question “plan_mode”; is “plan_made” meant?
""",
    )
    folder.manifest(
        (
            "    point: custody",
            (
                "    point: custdy # <- there is no assessment point “custdy”; is “custody” meant?\n"
                "    order: 1 # <- sections.order: this is not known here; check its spelling and its indent"
            ),
        ),
        (
            "  - {id: custody, title: In custody}",
            (
                "  - id: custody # <- warning: no section belongs to the assessment point “custody”\n"
                "    title: In custody"
            ),
        ),
    )
    assert folder.reports_what_it_says()


def test_what_is_left_out_of_a_part_as_wrong_is_not_missed_elsewhere(folder: Folder) -> None:
    content = "id: plan_good\ntype: choice\ntext: Good?\nanswers: yes_no_na\n"
    words = "key_question.sufficient: this must be a list"
    folder.question("plan_good", f"{content}key_question: {{sufficient: yes}} # <- {words}\n")
    words = "required: “perhaps” must be true or false"
    folder.question("visits", f"required: perhaps # <- {words}\n")
    folder.question("needs", "ask_when: {not: {question: visits, answered: true}}\n")
    assert folder.reports_what_it_says()


def test_a_question_that_cannot_be_read_is_still_known_by_name(folder: Folder) -> None:
    folder.question(
        "plan_made", "id: plan_made # <- text: this is missing\ntype: choice\nanswers: yes_no_na\n"
    )
    assert folder.reports_what_it_says()
