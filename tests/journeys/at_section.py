"""A section page in a browser: opening it, what it says, and what the browser keeps."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.field import section_of


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
