"""What becomes in a page of answers that are kept in the browser, module by module."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.modules import open_modules


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """A page from which the modules can be imported."""
    context = chromium.new_context()
    yield open_modules(context)
    context.close()


DRAFTS = """async () => {
  const { Drafts } = await import('/drafts.js');
  const store = new Map();
  const outbox = {
    put: async (item) => void store.set(item.id, structuredClone(item)),
    drop: async (id) => void store.delete(id),
  };
  const drafts = new Drafts({ saves: '/saves', assessment: 'a' }, outbox, () => {});
  const thing = 'comment:q';
  drafts.know(thing, ['p/0'], null);
  const say = async (text, sealed = true) => {
    drafts.change('comment', 'q', { text }, 60000);
    if (sealed) await drafts.seal(thing);
    return [...drafts.pending.values()].at(-1);
  };
  const told = () => [...store.values()].map(({ save, sealed, refused }) => {
    const [{ text, parents }] = save.entries;
    return { text, parents, sealed, refused };
  });
  %s
}"""


def run(page: Page, body: str) -> Any:
    """What a body answers that sees `drafts`, can `say` something and has what is `told` in the store."""
    return page.evaluate(DRAFTS % body)


def test_what_is_sealed_and_what_is_open_follow_what_a_refused_item_had_followed(page: Page) -> None:
    replaced, kept = run(
        page,
        """const first = await say('Too long');
        await say('Sealed before the first was refused');
        await say('Open', false);
        return [drafts.refused(first, 'It is too long'), told()];""",
    )

    sealed, open_ = kept
    assert replaced
    assert (sealed["text"], sealed["parents"]) == ("Sealed before the first was refused", ["p/0"])
    assert open_["text"] == "Open"
    assert not open_["sealed"]
    assert open_["parents"] != ["p/0"]  # it follows what is sealed, as before


def test_what_is_open_takes_the_place_of_what_is_refused_meanwhile(page: Page) -> None:
    replaced, kept, after = run(
        page,
        """const first = await say('Too long');
        await say('Open', false);
        const replaced = drafts.refused(first, 'It is too long');
        const before = told();
        await drafts.seal(thing);
        return [replaced, before, told()];""",
    )

    assert not replaced
    assert [(each["text"], each["parents"]) for each in kept] == [("Too long", ["p/0"]), ("Open", ["p/0"])]
    assert [(each["text"], each["sealed"]) for each in after] == [("Open", True)]


def test_what_was_refused_is_sent_again_as_it_is(page: Page) -> None:
    kept, seen, ids = run(
        page,
        """const first = await say('Refused for now');
        drafts.refused(first, 'Not now');
        const [refused] = drafts.pending.values();
        await drafts.retry(refused);
        const next = await say('Further', false);
        return [told(), next.save.entries[0].parents, [first.id, ...drafts.pending.keys()]];""",
    )

    assert (kept[0]["text"], kept[0]["sealed"], kept[0]["refused"]) == ("Refused for now", True, None)
    assert ids[0] == ids[1]
    assert seen == [f"{ids[0]}/0"]


@pytest.mark.parametrize(
    ("follows", "order"),
    [
        ({"a": [], "b": [], "c": []}, "abc"),
        ({"a": ["c"], "b": [], "c": []}, "cab"),
        ({"a": ["b"], "b": ["c"], "c": []}, "cba"),
        ({"a": ["gone"], "b": [], "c": ["a", "b"]}, "abc"),
        ({"a": ["b"], "b": ["a"], "c": []}, "bac"),
    ],
    ids=["by-id", "parent-later", "chain", "parent-elsewhere", "ring"],
)
def test_each_item_comes_after_those_that_it_follows(
    page: Page, follows: dict[str, list[str]], order: str
) -> None:
    items = [
        {"id": id_, "save": {"entries": [{"parents": [f"{each}/0" for each in parents]}]}}
        for id_, parents in reversed(follows.items())
    ]

    got = page.evaluate(
        "async (items) => (await import('/order.js')).inOrder(items).map((item) => item.id).join('')", items
    )

    assert got == order


OUTBOX = """async () => {
  const { openOutbox } = await import('/outbox.js');
  const key = btoa('k'.repeat(32));
  const outbox = await openOutbox({ user: 'u', inspection: 'i', key });
  const item = (id, parents) => ({ id, sealed: true, save: { entries: [{ parents }] } });
  await outbox.put(item('a', ['b/0']));
  await outbox.put(item('b', []));
  const ids = async () => (await outbox.list()).map((each) => each.id).join('');
  const before = await ids();
  const real = IDBObjectStore.prototype.delete;
  IDBObjectStore.prototype.delete = () => { throw new Error('failing'); };
  await outbox.drop('b');
  const failing = await ids();
  IDBObjectStore.prototype.delete = real;
  const working = await ids();
  const again = await openOutbox({ user: 'u', inspection: 'i', key });
  return [before, failing, working, (await again.list()).map((each) => each.id).join('')];
}"""


def test_what_cannot_be_deleted_is_taken_as_deleted_and_deleted_later(page: Page) -> None:
    assert page.evaluate(OUTBOX) == ["ba", "a", "a", "a"]


def test_half_a_date_is_sealed_when_it_is_left_or_the_page_goes_and_not_by_looking_away(page: Page) -> None:
    away, gone = run(
        page,
        """await say('Half', false);
        await drafts.sealAll(59999);
        const away = told();
        await drafts.sealAll();
        return [away, told()];""",
    )

    assert [(each["text"], each["sealed"]) for each in away] == [("Half", False)]
    assert [(each["text"], each["sealed"]) for each in gone] == [("Half", True)]
