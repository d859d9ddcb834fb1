from tests.unit.questionnaire.small_questionnaire import Folder

STANDARD = "  - {id: planning, title: Planning, key_questions: [plan_good]}"


def test_unknown_questions(folder: Folder) -> None:
    folder.question(
        "visits",
        "ask_when:\n  any:\n    - {question: plan_made, is: yes}\n"
        "    - {question: plan_mode, is: yes} # <- there is no question “plan_mode”; is “plan_made” meant?\n",
    )
    assert folder.reports_what_it_says()


def test_unknown_attributes(folder: Folder) -> None:
    folder.question("visits", "ask_when: {attribute: zone, is: low} # <- there is no attribute “zone”\n")
    assert folder.reports_what_it_says()


def test_unknown_answer_sets(folder: Folder) -> None:
    folder.question(
        "visits",
        "id: visits\ntype: choice\ntext: Any?\n"
        "answers: yes_no # <- there is no answer set “yes_no”; is “yes_no_na” meant?\n",
    )
    assert folder.reports_what_it_says()


def test_unknown_points(folder: Folder) -> None:
    words = "there is no assessment point “custdy”; is “custody” meant?"
    folder.manifest(("    point: custody", f"    point: custdy # <- {words}"))
    warning = "instrument.yaml:18: warning: no section belongs to the assessment point “custody”"
    assert sorted(folder.reported()) == sorted([warning, *folder.expected()])


def test_unknown_key_questions(folder: Folder) -> None:
    words = "there is no question “planning”"
    folder.manifest((STANDARD, f"  - {{id: a, title: A, key_questions: [plan_good, planning]}} # <- {words}"))
    assert folder.reports_what_it_says()


def test_an_answer_set_that_cannot_be_read_is_known_by_name(folder: Folder) -> None:
    words = "answer_sets.yes_no_na.kind: “unsure” must be one of 'answer', 'not_applicable' or 'dont_know'"
    folder.manifest(("kind: not_applicable}", f"kind: unsure}} # <- {words}"))
    assert folder.reports_what_it_says()
