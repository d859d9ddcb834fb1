from tests.unit.questionnaire.small_questionnaire import Folder


def test_never_and_required(folder: Folder) -> None:
    words = "comment use: never contradicts required_for"
    folder.question("plan_made", f"comment:\n  required_for: [no]\n  use: never # <- {words}\n")
    assert folder.reports_what_it_says()


def test_always_and_listed(folder: Folder) -> None:
    words = "warning: comment use: required already covers every answer, so required_for changes nothing"
    folder.question("plan_made", f"comment:\n  use: required\n  required_for: [no] # <- {words}\n")
    assert folder.reports_what_it_says()


def test_required_for_no_option(folder: Folder) -> None:
    words = "“never” is not an answer to this question"
    folder.question("plan_made", f"comment: {{required_for: [no, never]}} # <- {words}\n")
    folder.question("visits", "comment: {required_for: [0]} # <- “0” is not an answer to this question\n")
    assert folder.reports_what_it_says()
