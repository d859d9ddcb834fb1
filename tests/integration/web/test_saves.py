"""The address that the scoring page's script saves to."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from inspect_app.fieldwork.permissions import Role
from inspect_app.records.engine import transaction
from inspect_app.records.models import AccountRow, SaveRow
from inspect_app.web import saves as web_saves
from inspect_app.web.json_answers import read_json
from tests.integration.web.conftest import Browser
from tests.integration.web.outbox import Outbox, assessment_of, entry, receipt, save
from tests.integration.web.people import member

pytestmark = pytest.mark.both_databases

CITED = {"system": "nomis", "record": None, "date": "2016-06-01"}


@pytest.fixture
def outbox(browser: Browser, drawn: str) -> Outbox:
    """The outbox of the owner of the computer, in an inspection with cases 001 and 002."""
    assert drawn
    return Outbox(browser)


@pytest.fixture
def assessment(app: Flask, outbox: Outbox) -> str:
    """The assessment of case 001."""
    assert outbox
    return assessment_of(app)


def stored(app: Flask) -> int:
    with transaction(app.extensions["inspect_app"].engine) as session:
        return session.scalar(select(func.count()).select_from(SaveRow)) or 0


def test_a_save_is_kept_with_a_receipt_and_says_what_is_asked_now(outbox: Outbox, assessment: str) -> None:
    one = save(entry("answer", "home_found", "no"), entry("comment", "home_found", None, "None was free."))

    answer = outbox.send(assessment, one)

    (result,) = answer["results"]
    assert (result["outcome"], result["reason"], result["receipt"]) == ("saved", None, receipt(one))
    assert result["verdicts"] == [{"verdict": "applied", "reason": None}] * 2
    case = answer["case"]
    assert (case["asked"]["home_kind"], case["status"], case["editable"]) == ("asked", "in_progress", True)
    assert case["unanswered"] == ["home_kind", "visits", "released_on", "well_run"]
    assert (case["answered"], case["to_do"], case["commented"]) == (1, 4, ["home_found"])
    assert case["heads"]["answer:home_found"] == [f"{one['id']}/0"]
    assert answer["ledger"]["saves"] == 1


def test_what_is_sent_again_is_known_and_kept_once(
    app: Flask, outbox: Outbox, assessment: str, browser: Browser
) -> None:
    one, two = save(entry("answer", "visits", 3)), save(entry("answer", "home_found", "yes"))
    first = outbox.send(assessment, one)
    browser.client.environ_base["HTTP_USER_AGENT"] = "Another/1.0 Firefox/1"

    again = outbox.send(assessment, one, two, two)

    assert [result["outcome"] for result in again["results"]] == ["known", "saved", "known"]
    assert again["results"][0]["receipt"] == first["results"][0]["receipt"] == receipt(one)
    assert stored(app) == again["ledger"]["saves"] == 2


def test_what_is_sent_again_under_another_name_of_the_account_is_known(app: Flask, assessment: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    one = save(entry("answer", "visits", 3))
    person, other = Outbox(member(app, Role.INSPECTOR)), Outbox(member(app, Role.ASSISTANT))
    person.send(assessment, one)
    with transaction(app.extensions["inspect_app"].engine) as session:
        session.execute(update(AccountRow).values(name="Married Since"))

    again = person.send(assessment, one)
    others = other.send(assessment, one, status=422)  # the same name, and another account

    assert (again["results"][0]["outcome"], again["results"][0]["receipt"]) == ("known", receipt(one))
    assert others["results"][0]["outcome"] == "refused"
    assert stored(app) == 1


def test_the_same_save_at_the_same_time_is_stored_once(app: Flask, outbox: Outbox, assessment: str) -> None:
    one = save(entry("answer", "visits", 3))
    body = json.dumps({"user": outbox.known["user"], "saves": [one]})
    headers = {"X-CSRFToken": outbox.known["csrf"]}
    cookie = outbox.browser.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None

    def send(_: int) -> tuple[int, str]:
        client = app.test_client()
        client.set_cookie(cookie.key, cookie.value)
        response = client.post(f"/assessments/{assessment}/saves", data=body, headers=headers)
        return response.status_code, response.get_json()["results"][0]["outcome"]

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(send, range(8)))

    assert sorted(answers) == [(200, "known")] * 7 + [(200, "saved")]
    assert stored(app) == 1


def test_somebody_elses_id_is_refused_and_nothing_is_overwritten(
    app: Flask, outbox: Outbox, assessment: str
) -> None:
    one = save(entry("answer", "visits", 3))
    outbox.send(assessment, one)
    other = save(entry("answer", "visits", 9), id=one["id"])

    for place in (assessment, assessment_of(app, reference="002")):
        answer = outbox.send(place, other, status=422)
        assert answer["results"][0]["outcome"] == "refused"
        assert "Another save has this one's id already" in answer["results"][0]["reason"]
    assert stored(app) == 1


def test_odd_values_are_stored_with_their_verdicts(app: Flask, outbox: Outbox, assessment: str) -> None:
    unknown = "0190a000-0000-7000-8000-000000000009/0"

    answer = outbox.send(
        assessment,
        save(entry("answer", "shoe_size", 43)),
        save(entry("answer", "home_found", "perhaps")),
        save(entry("answer", "visits", 3, None, unknown)),
        save(entry("answer", "weeks", "2.5")),
    )

    verdicts = [result["verdicts"][0] for result in answer["results"]]
    assert verdicts == [
        {"verdict": "invalid", "reason": "The questionnaire has no such question"},
        {"verdict": "invalid", "reason": "“perhaps” is not one of the answers: choose from yes, no, na"},
        {"verdict": "waiting", "reason": None},
        {"verdict": "applied", "reason": None},
    ]
    assert stored(app) == 4


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("nonsense", "This save cannot be read"),
        ({"id": "x" * 36}, "This save cannot be read: look at made_at, definition, text_revision, entries."),
        (save(entry("answer", "visits", 3), id="not a uuid"), "its id is not a version 7 UUID"),
        (
            save(entry("answer", "visits", 3), definition="0" * 64),
            "another questionnaire than the inspection",
        ),
        (
            save(entry("state", "", {"action": "sign_off"})),
            "This save cannot be read: look at entries.0.kind",
        ),
        (save(entry("alert", "visits/0123abcd", {})), "look at entries.0.kind"),
        (save(entry("comment", "visits", None, "x" * 10_000_000)), "The text is too long"),
        (save(entry("answer", "visits", 3), text_revision=2**31), "look at text_revision."),
        (save(entry("answer", "visits", 3), text_revision=True), "look at text_revision."),
        (
            save(
                entry(
                    "evidence",
                    "visits/0123abcd",
                    {"system": "nomis", "record": None, "date": None},
                    "x" * 201,
                )
            ),
            "The text is too long: it has 201 characters, and 200 are allowed.",
        ),
        (save(entry("comment", "visits", None, " ")), "a text is blank or holds unseen characters"),
        (save(entry("comment", "visits", None, "a\x00b")), "a text is blank or holds unseen characters"),
        (save(entry("answer", "visits", "\ud800")), "it holds something that JSON cannot"),
        (save(), "This save cannot be read: look at entries."),
        (save(*[entry("answer", "visits", 3)] * 1001), "This save cannot be read: look at entries."),
        (save(entry("answer", "visits", 3, None, "x/0")), "names a parent that is not an entry"),
    ],
)
def test_a_save_that_is_none_is_refused_and_keeps_no_other_back(
    app: Flask, outbox: Outbox, assessment: str, bad: Any, reason: str
) -> None:
    good = save(entry("answer", "home_found", "yes"))

    answer = outbox.send(assessment, bad, good, status=422)

    refused, kept = answer["results"]
    assert (refused["outcome"], refused["receipt"], refused["verdicts"]) == ("refused", None, [])
    assert reason in refused["reason"]
    assert (kept["outcome"], kept["receipt"]) == ("saved", receipt(good))
    assert stored(app) == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("", 400, "malformed"),
        ("{", 400, "malformed"),
        ("[" * 100_000, 400, "malformed"),
        ('{"saves": []}', 400, "malformed"),
        ('{"saves": [NaN]}', 400, "malformed"),
        ('{"saves": [{}]}', 403, "not_allowed"),
        ("x" * 33 * 1024 * 1024, 413, "too_large"),
    ],
)
def test_what_cannot_be_read_at_all_is_told_in_json(
    outbox: Outbox, assessment: str, body: str, status: int, code: str
) -> None:
    response = outbox.send_body(assessment, body)

    assert response.status_code == status
    error = response.get_json()["error"]
    assert error["code"] == code
    assert error["title"]
    assert error["advice"]


def test_too_many_saves_at_once_are_refused(outbox: Outbox, assessment: str) -> None:
    many = [
        save(entry("answer", "visits", 3), id=f"0190a000-0000-7000-8000-{number:012x}")
        for number in range(70_000)
    ]
    answer = outbox.send(assessment, *many, status=422)
    assert answer["error"]["advice"] == "At most 200 saves can be sent at once."


def test_a_stale_token_is_told_apart_and_a_new_one_is_to_be_had(
    app: Flask, outbox: Outbox, assessment: str, browser: Browser
) -> None:
    token, outbox.known["csrf"] = outbox.known["csrf"], "stale"
    answer = outbox.send(assessment, save(entry("answer", "visits", 3)), status=403)
    assert answer["error"]["code"] == "token"
    assert Outbox(browser).known["user"] == outbox.known["user"]
    assert token
    assert stored(app) == 0


def test_another_persons_outbox_is_refused(app: Flask, outbox: Outbox, assessment: str) -> None:
    outbox.known["user"] = "0" * 16
    answer = outbox.send(assessment, save(entry("answer", "visits", 3)), status=403)
    assert "These answers are somebody else's" in answer["error"]["advice"]
    assert stored(app) == 0


def test_a_closed_case_keeps_what_comes_late(outbox: Outbox, scored: str, app: Flask) -> None:
    case = assessment_of(app)
    page = outbox.browser.get(f"{scored}check")
    assert "Submit the case" in page
    outbox.browser.send(f"{scored}submit", {}, page=f"{scored}check")

    answer = outbox.send(case, save(entry("answer", "visits", 9)))

    assert answer["results"][0]["verdicts"] == [{"verdict": "late", "reason": None}]
    assert (answer["case"]["editable"], answer["case"]["answers"]["visits"]) == (False, 3)


def test_people_may_save_to_what_they_score_and_to_nothing_else(app: Flask, assessment: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False  # browsers in one process share the token that one of them got
    for role in (Role.INSPECTOR, Role.ASSISTANT):
        person = Outbox(member(app, role))
        assert "error" not in person.send(assessment, save(entry("answer", "visits", 3))), role
    stranger = Outbox(member(app, Role.INSPECTOR, "noise"), "noise")
    assert stranger.send(assessment, save(entry("answer", "visits", 3)), status=404)["error"]
    reader = Outbox(member(app, Role.QUALITY_LEAD))
    assert set(reader.known) == {"csrf", "user"}  # it is asked by their forms too
    response = reader.browser.client.post(f"/assessments/{assessment}/saves", data='{"saves": [{}]}')
    assert (response.status_code, response.get_json()["error"]["code"]) == (403, "not_allowed")
    assert stored(app) == 2
    signed_out = app.test_client().post(f"/assessments/{assessment}/saves", data='{"saves": [{}]}')
    assert (signed_out.status_code, signed_out.get_json()["error"]["code"]) == (401, "signed_out")


def test_nothing_is_read_of_what_somebody_sends_who_may_not_score(
    app: Flask, assessment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    scorer, stranger = member(app, Role.INSPECTOR), member(app, Role.INSPECTOR, "noise")
    reader, reader_elsewhere = member(app, Role.QUALITY_LEAD), member(app, Role.ANALYST, "noise")
    read: list[bytes] = []
    monkeypatch.setattr(web_saves, "read_json", lambda body: read.append(body) or read_json(body))

    def answered(browser: Browser, body: str) -> tuple[int, list[bytes]]:
        read.clear()
        response = browser.client.post(f"/assessments/{assessment}/saves", data=body)
        return response.status_code, [*read]

    for body in ('{"saves": [{}]}', "[" * 100_000, ""):
        assert answered(reader, body) == (403, [])
        assert answered(reader_elsewhere, body) == (404, [])
        assert answered(stranger, body) == (404, [body.encode()])
    assert answered(scorer, "{") == (400, [b"{"])


def test_evidence_and_visits_are_saved_too(outbox: Outbox, assessment: str) -> None:
    visit = {
        "reviewed_on": "2016-06-06",
        "outcome": "held",
        "interviewed": ["person"],
        "consent": "given",
        "note": None,
    }

    answer = outbox.send(
        assessment,
        save(entry("evidence", "home_found/0123abcd", CITED, "Case note")),
        save(entry("visit", "custody", visit, "In the library.")),
        save(entry("evidence", "visits/0123abcd", CITED | {"system": "facebook"})),
    )

    verdicts = [result["verdicts"][0] for result in answer["results"]]
    assert [verdict["verdict"] for verdict in verdicts] == ["applied", "applied", "invalid"]
    assert verdicts[2]["reason"] == "It does not say where it was found in a way that can be read"
    assert "evidence:home_found/0123abcd" in answer["case"]["heads"]
    assert "error" not in json.dumps(answer)


VISIT = {
    "reviewed_on": "2016-06-06",
    "outcome": "held",
    "interviewed": ["person"],
    "consent": None,
    "note": None,
}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"outcome": "refused"}, "The person can’t have been interviewed if the visit was refused."),
        ({"consent": "refused"}, "The person can’t have been interviewed if they refused."),
        ({"reviewed_on": "31/2"}, "Enter a real date, such as 6 6 2016."),
        (
            {"reviewed_on": "2016-06-08", "consent": "refused"},
            (
                "The review date is still to come. Enter a day that is not after today. "
                "The person can’t have been interviewed if they refused."
            ),
        ),
    ],
)
def test_a_visit_that_cannot_be_is_refused_in_the_words_of_its_form_and_keeps_nothing_else_back(
    app: Flask, outbox: Outbox, assessment: str, changes: dict[str, Any], reason: str
) -> None:
    bad, good = (
        save(entry("visit", "custody", {**VISIT, **given}, "By telephone.")) for given in (changes, {})
    )
    answer = outbox.send(assessment, bad, good, status=422)
    assert [(each["outcome"], each["reason"]) for each in answer["results"]] == [
        ("refused", reason),
        ("saved", None),
    ]
    assert stored(app) == 1


def test_a_citation_of_a_day_to_come_is_refused_and_keeps_nothing_else_back(
    app: Flask, outbox: Outbox, assessment: str
) -> None:
    to_come, past = (
        save(entry("evidence", f"home_found/{key}", CITED | {"date": day}, "Case note"))
        for key, day in (("0123abcd", "2199-03-07"), ("0123abce", "2016-03-07"))
    )
    answer = outbox.send(assessment, to_come, past, status=422)
    assert [(each["outcome"], each["reason"]) for each in answer["results"]] == [
        ("refused", "The record’s date is still to come. Enter a day that is not after today."),
        ("saved", None),
    ]
    assert stored(app) == 1
