"""A section page in a browser: a server of cases, opening it, what it says, and what the browser keeps."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.field import Field, in_the_field, section_of


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    """One server for all tests of a module."""
    with in_the_field(tmp_path_factory.mktemp("field")) as served:
        yield served


@pytest.fixture
def field(server: Field) -> Iterator[Field]:
    """The server; the browsers of a test are closed after it."""
    yield server
    server.close()


@pytest.fixture
def case(server: Field) -> str:
    """A case that nobody has touched."""
    return server.fresh.pop()


def open_section(visitor: Visitor, case: str, section: str = "home") -> None:
    """Opens a section and waits until its script has begun."""
    visitor.go(section_of(case, section))
    expect(safety(visitor.page)).not_to_be_empty()


def safety(page: Page) -> Any:
    """Where the page says how safe everything is."""
    return page.locator("[data-safety]")


def all_saved(page: Page) -> None:
    """Waits until everything is saved."""
    expect(safety(page)).to_contain_text("All saved.", timeout=15_000)


def choose(page: Page, question: str, option: str) -> None:
    """Chooses an option of a question."""
    page.locator(f"#question-{question} [name=answer-{question}][value={option}]").check()


def kept(page: Page) -> int:
    """How many records the browser's databases hold."""
    return int(page.evaluate(f"{STORED}().then((all) => all.length)"))


def holds(page: Page, number: int) -> None:
    """Waits until the browser's databases hold so many records."""
    for _ in range(100):
        if kept(page) == number:
            return
        page.wait_for_timeout(50)
    assert kept(page) == number


STORED = """(async () => {
  const all = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((done) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => done(request.result);
    });
    const records = await new Promise((done) => {
      const request = database.transaction("saves").objectStore("saves").getAll();
      request.onsuccess = () => done(request.result);
    });
    database.close();
    for (const { iv, box, ...rest } of records) {
      all.push({ name, ...rest, text: new TextDecoder().decode(box) });
    }
  }
  return all;
})"""

AWAY = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
"""Looks away from a page, or at it again."""
