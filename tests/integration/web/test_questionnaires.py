"""Questionnaires: looked at, and added."""

import io
import zipfile

from tests.integration.web.conftest import Browser

MANIFEST = """
id: tiny
version: "1.0"
title: Tiny <instrument>
points: [{id: only, title: Only}]
sections: [{id: one, title: One, point: only, questions: [fine]}]
"""
QUESTION = """
id: fine
type: choice
text: Is it fine?
answers: [{value: yes, label: Yes}, {value: no, label: No}]
"""


def archive(manifest: str = MANIFEST, question: str = QUESTION) -> tuple[io.BytesIO, str]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("tiny/instrument.yaml", manifest)
        made.writestr("tiny/questions/fine.yaml", question)
    return io.BytesIO(buffer.getvalue()), "tiny.zip"


def test_a_questionnaire_is_added_and_shown(browser: Browser) -> None:
    html = browser.send("/questionnaires/add", {"file": archive()})
    assert "Questionnaire tiny@1.0 is added." in html
    shown = browser.get("/questionnaires/tiny/1.0")
    assert "Tiny &lt;instrument&gt;" in shown
    assert "Is it fine?" in shown
    assert "Tiny &lt;instrument&gt;, version 1.0" in browser.get("/inspections/new")


def test_every_problem_of_a_definition_is_listed(browser: Browser) -> None:
    manifest = MANIFEST.replace("[fine]", "[fine, lost]")
    question = QUESTION + "ask_when: {question: nowhere, is: yes}\n"
    html = browser.send("/questionnaires/add", {"file": archive(manifest, question)}, status=422)
    assert "has errors, so it was not added" in html
    assert "<code>instrument.yaml</code>" in html
    assert "<code>questions/fine.yaml</code>" in html
    assert "nowhere" in html
    assert "lost" in html
    assert "tiny" not in browser.get("/questionnaires/")


def test_a_changed_structure_needs_a_new_version(browser: Browser) -> None:
    browser.send("/questionnaires/add", {"file": archive()})
    other = QUESTION.replace("value: no", "value: not")
    assert "tiny" in browser.send("/questionnaires/add", {"file": archive(question=other)}, status=422)


def test_what_is_no_archive_is_one_sentence(browser: Browser) -> None:
    html = browser.send("/questionnaires/add", {"file": (io.BytesIO(b"text"), "tiny.zip")}, status=422)
    assert "Choose a zip archive without a password" in html
    assert "Choose a zip archive" in browser.send("/questionnaires/add", {}, status=422)


def test_shipped_questionnaires_can_be_read(browser: Browser) -> None:
    assert "Shipped" in browser.get("/questionnaires/")
    html = browser.get("/questionnaires/through-the-gate/1.0")
    assert "<code>employment_found</code>, choice" in html
    assert "Guidance" in html
