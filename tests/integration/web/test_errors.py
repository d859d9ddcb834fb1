"""What somebody sees when a page can't be shown."""

from flask import Flask

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
