"""Asking for the outputs in the pages, waiting for them, cancelling, and fetching them."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from inspect_app.cli.job_worker import Worker
from inspect_app.fieldwork.ask_for_job import MOST_OPEN, Wish, ask_for_job
from inspect_app.fieldwork.fetch_output import fetch_output
from inspect_app.fieldwork.freeze_report import Wish as Freezing
from inspect_app.fieldwork.freeze_report import freeze_report
from inspect_app.fieldwork.job_kinds import JobKind
from inspect_app.fieldwork.list_jobs import find_row
from inspect_app.fieldwork.output_files import begin_folder, finish_folder, folder_of, outputs_folder
from inspect_app.fieldwork.permissions import NotAllowed, Role, Visitor
from inspect_app.fieldwork.save_text import Spot, save_text
from inspect_app.fieldwork.start_report import start_report
from inspect_app.fieldwork.web_session import visitor_of
from inspect_app.fieldwork.whose_job import whose_job
from inspect_app.fieldwork.work_on_job import Taken, fail_job, finish_job, keep_job, take_job
from inspect_app.ledger.entries import Actor
from inspect_app.publication.frozen import Stage
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import access_log, accounts, memberships
from inspect_app.records.engine import Engine, Session, transaction
from inspect_app.records.jobs import Progress
from inspect_app.records.models import AccountRow, JobRow
from inspect_app.records.report_editions import Edition
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.house_rules import broken_rules
from tests.integration.web.making import ask_for_outputs, make_outputs, outputs_kept
from tests.integration.web.people import join, make_account, member

NORTH = "/inspections/north/"


ZIP = b"PK"
FILES = {
    "report.pdf": b"%P",
    "report.docx": ZIP,
    "report-html.zip": ZIP,
    "findings.xlsx": ZIP,
    "figures.zip": ZIP,
    "manifest.json": b"{\n",
}
"""What is made of an edition, and how each of it begins."""
KINDS = {
    "report.pdf": "application/pdf",
    "report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "report-html.zip": "application/zip",
    "findings.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "data.csv": "text/csv; charset=utf-8",
    "data.sav": "application/octet-stream",
    "datapackage.json": "application/json",
}


def now() -> datetime:
    return datetime.now(UTC)


def take(engine: Engine) -> Taken:
    taken = take_job(engine, now, "a worker")
    assert taken
    return taken


def make_one_file(engine: Engine, folder: Path) -> Path:
    """Does the next job as if a worker had made one file; answers where it lies."""
    lease = take(engine).lease
    made = begin_folder(folder, lease)
    (made / "report.pdf").write_bytes(b"what it says")
    finish_job(engine, now, lease, finish_folder(made))
    return folder_of(folder, lease.job, lease.attempt) / "report.pdf"


@pytest.mark.both_databases
@pytest.mark.usefixtures("signed_off")
def test_a_report_is_made_in_the_background_and_fetched(browser: Browser, engine: Engine) -> None:
    made = make_outputs(browser, NORTH)
    assert {name: data[:2] for name, data in made.items()} == FILES
    with transaction(engine) as session:
        lines = [line for line in access_log.events(session, "north") if line.action.startswith("outputs.")]
    assert [(line.action, line.subject) for line in lines[1:]] == [
        ("outputs.fetch", name) for name in sorted(FILES)
    ]
    assert lines[0].action == "outputs.ask"
    assert [line.detail["sha256"] for line in lines[1:]] == [
        sha256(made[name]).hexdigest() for name in sorted(FILES)
    ]


@pytest.mark.usefixtures("signed_off")
class TestAJob:
    """One job, from being asked for to its end."""

    def test_while_it_waits_and_is_made_its_page_says_so(self, browser: Browser, engine: Engine) -> None:
        path = ask_for_outputs(browser, NORTH)
        html = browser.get(path)
        assert "Waiting. It is the next to be made." in html
        again = f'<noscript><meta http-equiv="refresh" content="10; url={path}?unattended=1"></noscript>'
        assert again in html
        assert f'data-state="{path}/state?unattended=1"' in html
        taken = take(engine)
        keep_job(engine, now, taken.lease, Progress("Setting the report", 25))
        html = browser.get(path)
        assert '<p class="govuk-body-l" id="stage">Setting the report</p>' in html
        assert 'value="25"' in html
        state = browser.client.get(f"{path}/state")
        assert json.loads(state.data) == {"open": True, "per_cent": 25, "stage": "Setting the report"}

    def test_the_same_edition_is_asked_for_once(self, browser: Browser, engine: Engine) -> None:
        with outputs_kept() as folder:
            first = ask_for_outputs(browser, NORTH)
            assert ask_for_outputs(browser, NORTH) == first
            make_one_file(engine, folder)
            assert ask_for_outputs(browser, NORTH) == first
            with transaction(engine) as session:
                session.execute(update(JobRow).values(removed_at=now()))
            assert "The files were removed" in browser.get(first)
            assert ask_for_outputs(browser, NORTH) != first

    @pytest.mark.parametrize("said", [None, b"what it soys", b"what it"])
    def test_files_that_are_gone_or_damaged_are_made_anew(
        self, browser: Browser, engine: Engine, said: bytes | None
    ) -> None:
        with outputs_kept() as folder:
            first = ask_for_outputs(browser, NORTH)
            file = make_one_file(engine, folder)
            token = form_of(browser.get(first))
            if said is None:
                file.unlink()
            else:
                file.write_bytes(said)
            response = browser.post(f"{first}/files/report.pdf", token)
            sentence = "The file is no longer there." if said is None else "no longer as it was made"
            assert sentence in response.text
            assert "Content-Disposition" not in response.headers
            second = ask_for_outputs(browser, NORTH)
            assert second != first
            assert "The files were removed" in browser.get(first)
            make_one_file(engine, folder)
            assert browser.post(f"{second}/files/report.pdf", token).data == b"what it says"

    def test_it_can_be_cancelled(self, browser: Browser, engine: Engine) -> None:
        path = ask_for_outputs(browser, NORTH)
        assert "Cancelled by pat.inspector." in browser.send(f"{path}/cancel", {}, page=path)
        again = browser.client.post(f"{path}/cancel", data=form_of(browser.get(f"{NORTH}outputs")))
        assert (again.status_code, broken_rules(again.text)) == (422, [])
        second = ask_for_outputs(browser, NORTH)
        assert second != path
        take(engine)
        html = browser.send(f"{second}/cancel", {}, page=second)
        assert "Being cancelled" in html
        assert f'action="{second}/cancel"' not in html
        assert ask_for_outputs(browser, NORTH) != second

    def test_why_it_failed_is_said(self, browser: Browser, engine: Engine) -> None:
        path = ask_for_outputs(browser, NORTH)
        fail_job(engine, now, take(engine).lease, "The style has <no> cover.")
        assert "The style has &lt;no&gt; cover." in browser.get(path)
        assert "Not made" in browser.get(f"{NORTH}outputs")

    def test_what_is_not_there_is_not_fetched(self, browser: Browser, engine: Engine) -> None:
        with outputs_kept() as folder:
            path = ask_for_outputs(browser, NORTH)
            token = form_of(browser.get(path))
            assert browser.post(f"{path}/files/report.pdf", token).status_code == 404
            taken = take(engine)
            finish_job(engine, now, taken.lease, {"report.pdf": {"bytes": 5, "sha256": "0" * 64}})
            (folder / "secret.txt").write_text("nobody's")
            for name in ("report.pdf", "other.pdf", "..%2Fsecret.txt", "secret.txt"):
                assert browser.post(f"{path}/files/{name}", token).status_code == 404, name

    @pytest.mark.parametrize(("name", "kind"), sorted(KINDS.items()))
    def test_each_output_is_sent_as_what_it_is(
        self, browser: Browser, engine: Engine, name: str, kind: str
    ) -> None:
        with outputs_kept() as folder:
            path = ask_for_outputs(browser, NORTH)
            lease = take(engine).lease
            made = begin_folder(folder, lease)
            (made / name).write_bytes(b"what it says")
            finish_job(engine, now, lease, finish_folder(made))
            response = browser.post(f"{path}/files/{name}", form_of(browser.get(path)))
        assert response.data == b"what it says"
        assert response.headers["Content-Type"] == kind
        assert response.headers["Content-Disposition"] == f"attachment; filename=north-{name}"
        assert response.headers["Cache-Control"] == "no-store"

    def test_a_change_of_answers_before_it_is_made_is_noticed(
        self, browser: Browser, engine: Engine, signed_off: str
    ) -> None:
        with outputs_kept() as folder:
            path = ask_for_outputs(browser, NORTH)
            browser.send(f"{signed_off}reopen", {"reason": "One answer is wrong."})
            Worker(engine, now, folder).work_once()
        assert "No case is signed off yet" in browser.get(path)


@pytest.fixture
def edition(app: Flask, signed_off: str) -> Edition:
    """A frozen edition of the report in English, with one chapter."""
    assert signed_off
    setting = app.extensions["inspect_app"]
    common = setting.owner, setting.clock
    with transaction(setting.engine) as session:
        start_report(session, *common, ref="north", language="en", style="inspection-report")
    with transaction(setting.engine) as session:
        spot, value = Spot("north", "en", "chapter:foreword"), {"body": "A kestrel over {{cases}}."}
        save_text(session, *common, spot=spot, value=value, seen=())
    with transaction(setting.engine) as session:
        return freeze_report(session, *common, ref="north", language="en", wish=Freezing())


@pytest.mark.both_databases
def test_all_forms_of_a_frozen_edition_are_made(browser: Browser, edition: Edition) -> None:
    made = make_outputs(browser, NORTH, language="en", number=str(edition.number))
    assert made.keys() == FILES.keys()
    # Of a PDF nothing stands in plain letters; what it holds is looked at where it is made.
    assert made["report.pdf"] != make_outputs(browser, NORTH)["report.pdf"]


def test_an_edition_is_asked_for_once_and_one_that_is_not_there_not_at_all(
    browser: Browser, edition: Edition
) -> None:
    path = ask_for_outputs(browser, NORTH, language="en", number="1")
    assert ask_for_outputs(browser, NORTH, language="en", number="1") == path
    assert f"Edition 1 in English ({edition.publication_hash[:12]})" in browser.get(path)
    assert ask_for_outputs(browser, NORTH) != path, "The figures alone are something else."
    token = form_of(browser.get(f"{NORTH}outputs"))
    for language, number in (("en", "2"), ("cy", "1"), ("xx", "1"), ("en", "first")):
        sent = {**token, "language": language, "number": number}
        assert browser.post(f"{NORTH}outputs", sent).status_code == 404


def test_an_edition_is_its_writers_alone_until_it_is_final(
    app: Flask, engine: Engine, edition: Edition
) -> None:
    """An analyst has the figures alone meanwhile, and can't even ask for what is written."""
    assert edition.stage == "draft"
    lena, ana = member(app, Role.LEAD), member(app, Role.ANALYST)
    app.config["WTF_CSRF_ENABLED"] = False  # tokens have tests of their own
    path = ask_for_outputs(lena, NORTH, language="en", number="1")
    assert path not in ana.get(f"{NORTH}outputs")
    assert 'name="language"' not in ana.get(f"{NORTH}outputs")
    ana.get(path, 404)
    assert ana.post(f"{NORTH}outputs", {"language": "en", "number": "1"}).status_code == 404
    for there in ("cancel", "files/report.pdf"):
        assert ana.post(f"{path}/{there}", {}).status_code == 404
    setting = app.extensions["inspect_app"]
    with transaction(engine) as session:
        wish = Freezing(Stage.FINAL)
        freeze_report(session, setting.owner, setting.clock, ref="north", language="en", wish=wish)
    final = ask_for_outputs(lena, NORTH, language="en", number="2")
    assert final in ana.get(f"{NORTH}outputs")
    assert "Edition 2 in English" in ana.get(final)


def test_before_a_sign_off_the_reason_is_said(browser: Browser, drawn: str) -> None:
    token = {"csrf_token": form_of(browser.get("/inspections/new"))["csrf_token"]}
    response = browser.post(f"{drawn}outputs", token)
    assert (response.status_code, broken_rules(response.text)) == (422, [])
    assert "No case is signed off yet" in response.text


def ask_for_data(engine: Engine, app: Flask, account: str) -> str:
    """Asks for raw data on behalf of an account; answers the path of the job's page."""
    wish = Wish(JobKind.DATA, {"format": "csv"}, "raw data")
    with transaction(engine) as session:
        visitor = Visitor(app.extensions["inspect_app"].owner, account=account)
        job = ask_for_job(session, visitor, now, ref="north", wish=wish, folder=outputs_folder(engine))
        return f"{NORTH}outputs/{job}"


@pytest.mark.both_databases
@pytest.mark.usefixtures("signed_off")
def test_raw_data_is_its_askers_alone(app: Flask, engine: Engine) -> None:
    lena, ana = member(app, Role.LEAD), member(app, Role.ANALYST)
    path = ask_for_data(engine, app, "account-analyst-of-north-all")
    assert "Raw data" in ana.get(path)
    assert path in ana.get(f"{NORTH}outputs")
    assert path not in lena.get(f"{NORTH}outputs")
    lena.get(path, 404)
    app.config["WTF_CSRF_ENABLED"] = False  # tokens have tests of their own
    for there in ("cancel", "files/data.csv"):
        assert lena.post(f"{path}/{there}", {}).status_code == 404


@pytest.mark.usefixtures("signed_off")
def test_whoever_may_no_longer_have_it_gets_nothing_made(app: Flask, engine: Engine) -> None:
    account = make_account(app, "ana")
    membership = join(app, account, "north", Role.ANALYST)
    ask_for_data(engine, app, account)
    lease = take(engine).lease
    with transaction(engine) as session:
        errand = whose_job(session, now, lease)
    assert (errand.ref, errand.wanted, errand.visitor.account) == ("north", {"format": "csv"}, account)
    with transaction(engine) as session:
        memberships.end(session, membership, now(), "the tests")
    with transaction(engine) as session, pytest.raises(NotAllowed):
        whose_job(session, now, lease)
    with transaction(engine) as session:
        session.execute(update(AccountRow).values(disabled_at=now()))
    with transaction(engine) as session, pytest.raises(UserError, match="disabled"):
        whose_job(session, now, lease)


def as_now(session: Session, account: str) -> Visitor:
    """What an account may do as it stands."""
    row = accounts.find(session, account)
    assert row
    return visitor_of(session, row, Actor("Lena", "a test"), now().date())


@pytest.mark.usefixtures("signed_off")
def test_free_texts_are_only_fetched_by_who_reads_cases_still(app: Flask, engine: Engine) -> None:
    account = make_account(app, "lena")
    lead = join(app, account, "north", Role.LEAD)
    wish = Wish(JobKind.DATA, {"format": "csv", "texts": True}, "raw data")
    with transaction(engine) as session:
        visitor = as_now(session, account)
        job = ask_for_job(session, visitor, now, ref="north", wish=wish, folder=Path("nowhere"))
        assert find_row(session, visitor, "north", job).id == job
    with transaction(engine) as session:
        memberships.end(session, lead, now(), "the tests")
    join(app, account, "north", Role.ANALYST)
    with transaction(engine) as session:
        visitor = as_now(session, account)
        with pytest.raises(NotThere):
            fetch_output(
                *(session, visitor, now), ref="north", job=job, name="data.csv", folder=Path("nowhere")
            )
    lease = take(engine).lease
    with transaction(engine) as session, pytest.raises(NotAllowed):
        whose_job(session, now, lease)


@pytest.mark.usefixtures("signed_off")
def test_a_role_for_figures_alone_asks_for_no_data(app: Flask, engine: Engine) -> None:
    member(app, Role.REPORT_WRITER)
    ask_for_data(engine, app, "account-report-writer-of-north-all")
    with transaction(engine) as session, pytest.raises(NotAllowed):
        whose_job(session, now, take(engine).lease)


@pytest.mark.usefixtures("signed_off")
def test_one_inspection_does_not_ask_for_everything_at_once(app: Flask, engine: Engine) -> None:
    account = make_account(app, "ana")
    for _ in range(MOST_OPEN):
        ask_for_data(engine, app, account)
    with pytest.raises(UserError, match="are being made already"):
        ask_for_data(engine, app, account)
