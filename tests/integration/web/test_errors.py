"""What somebody sees when a page can't be shown."""

from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from inspect_app.fieldwork.make_snapshot import make_snapshot
from inspect_app.records.engine import transaction
from tests.integration.web.conftest import Browser


def test_an_unknown_address_is_a_plain_page_though_the_database_is_not_ready(app: Flask) -> None:
    engine = app.extensions["inspect_app"].engine
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE account RENAME TO elsewhere")
    try:
        html = Browser(app.test_client()).get("/no/such/page", 404)
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO account")
    assert "Page not found" in html


@pytest.mark.parametrize("page", ["explore", "findings", "disclosure", "changes"])
def test_broken_tables_are_a_fault_of_the_installation_and_logged(
    app: Flask,
    browser: Browser,
    signed_off: str,
    page: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert signed_off
    setting = app.extensions["inspect_app"]
    with transaction(setting.engine) as session:
        make_snapshot(session, setting.owner, setting.clock, ref="north")
    (tmp_path / "tables.yaml").write_text("tables: [{id: one}]\n", encoding="utf-8")
    monkeypatch.setattr("inspect_app.fieldwork.find_tables.report_folder", lambda *_: tmp_path)
    said = " ".join(unescape(browser.get(f"/inspections/north/{page}", 500)).split())
    assert "The report’s tables cannot be used: tables.yaml:1: " in said
    assert "If you don’t look after this server, tell whoever does" in said
    assert "The report’s tables cannot be used: tables.yaml:1: " in caplog.text
