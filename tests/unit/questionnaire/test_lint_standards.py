from tests.unit.questionnaire.small_questionnaire import Folder

STANDARD = "  - {id: planning, title: Planning, key_questions: [plan_good]}"


def test_key_question_not_a_choice(folder: Folder) -> None:
    words = "a key question must be a choice question, and this is a choices question"
    folder.manifest((STANDARD, "  - {id: planning, title: Planning, key_questions: [plan_good, needs]}"))
    folder.question("needs", f"key_question: {{sufficient: [home]}} # <- {words}\n")
    assert folder.reports_what_it_says()


def test_sufficient_not_an_option(folder: Folder) -> None:
    words = "“good” is not an answer to this question (yes, no, na)"
    content = "id: plan_good\ntype: choice\ntext: Good?\nanswers: yes_no_na\n"
    folder.question("plan_good", f"{content}key_question: {{sufficient: [yes, good]}} # <- {words}\n")
    assert folder.reports_what_it_says()


def test_sufficient_does_not_count(folder: Folder) -> None:
    words = "“na” cannot be sufficient: it is not counted as yes or no"
    content = "id: plan_good\ntype: choice\ntext: Good?\nanswers: yes_no_na\n"
    folder.question("plan_good", f"{content}key_question: {{sufficient: [yes, na]}} # <- {words}\n")
    assert folder.reports_what_it_says()


def test_key_question_in_no_standard(folder: Folder) -> None:
    words = "warning: no standard has this key question, so it decides nothing"
    folder.question("plan_made", f"key_question: {{sufficient: [yes]}} # <- {words}\n")
    assert folder.reports_what_it_says()


def test_key_question_in_a_standard_that_cannot_be_read_is_let_be(folder: Folder) -> None:
    words = "standards.contributes: “perhaps” must be true or false"
    folder.manifest((STANDARD, f"{STANDARD[:-1]}, contributes: perhaps}} # <- {words}"))
    assert folder.reports_what_it_says()


def test_key_question_not_marked(folder: Folder) -> None:
    words = "“plan_made” is not marked as a key question: give it key_question in its file"
    folder.manifest(
        (STANDARD, f"  - {{id: a, title: A, key_questions: [plan_good, plan_made]}} # <- {words}")
    )
    assert folder.reports_what_it_says()


def test_key_question_named_twice(folder: Folder) -> None:
    words = "“plan_good” is named twice in this standard"
    folder.manifest(
        (STANDARD, f"  - {{id: a, title: A, key_questions: [plan_good, plan_good]}} # <- {words}")
    )
    assert folder.reports_what_it_says()


def test_key_question_in_a_standard_that_is_no_mapping_is_let_be(folder: Folder) -> None:
    folder.manifest(
        (STANDARD, "  - id: planning # <- standards.title: this is missing\n    key_questions: plan_good")
    )
    assert "instrument.yaml:26: standards.key_questions: this must be a list" in folder.reported()
    assert not [line for line in folder.reported() if "no standard has this key question" in line]
