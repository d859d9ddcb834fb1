"""How snapshots are named, and what comparing them asks the database."""

from collections.abc import Callable

import pytest
from sqlalchemy import event, text

from inspect_app.fieldwork.compare_snapshots import compare_snapshots
from inspect_app.fieldwork.list_snapshots import NOW, list_snapshots
from inspect_app.fieldwork.make_snapshot import make_snapshot
from inspect_app.fieldwork.set_disclosure import set_disclosure
from inspect_app.findings.snapshot import snapshot_hash
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records.engine import Session
from tests.integration.fieldwork.comparing import by_sex, changes, close, freeze, reopen, reported
from tests.integration.fieldwork.scoring import Scorer

__all__ = ["by_sex", "reported"]


def test_snapshots_are_named_by_number_hash_or_now(by_sex: Scorer) -> None:
    first, second = list_snapshots(by_sex.session, "homes")
    assert (first.number, second.number) == (1, 2)
    found = changes(by_sex, second.snapshot_hash[:12].upper(), first.snapshot_hash[:6])
    assert (found.before.number, found.after.number) == (1, 2)
    for name in ("3", "", "ffffffffffff", first.snapshot_hash[:3], "0"):
        with pytest.raises(NotThere, match="There is no snapshot"):
            changes(by_sex, name)
    by_sex.session.execute(text("UPDATE snapshot SET snapshot_hash = 'abcdef' || number"))
    with pytest.raises(UserError, match="Snapshots 1 and 2 begin with abcdef"):
        changes(by_sex, "abcdef")
    with pytest.raises(NotThere, match="There is no inspection nowhere"):
        compare_snapshots(by_sex.session, "nowhere", "1", NOW)


def test_a_snapshot_is_named_by_the_editions_on_its_reports(by_sex: Scorer) -> None:
    session = by_sex.session
    work = (session, by_sex.actor, by_sex.clock)
    shown = [snapshot_hash(make_snapshot(*work, ref="homes"))]
    set_disclosure(*work, ref="homes", threshold=3, reason="Smaller groups.")
    shown.append(snapshot_hash(make_snapshot(*work, ref="homes")))
    made = list_snapshots(session, "homes")
    assert set(shown) <= {edition for each in made for edition in each.editions}
    for edition in shown:
        [of] = [each for each in made if edition in each.editions]
        assert edition != of.snapshot_hash
        found = changes(by_sex, edition[:12])
        assert (found.before.number, found.before.editions) == (of.number, of.editions)
    make_snapshot(*work, ref="homes")
    assert list_snapshots(session, "homes") == made
    session.execute(text("UPDATE snapshot SET editions = NULL"))
    session.expire_all()
    with pytest.raises(NotThere, match="or of the edition on a report"):
        changes(by_sex, shown[0])


def test_queries_do_not_grow_with_cases_and_saves(scorer: Scorer) -> None:
    scorer.finish("001")
    freeze(scorer)
    scorer.finish("002")
    few = counted(scorer.session, lambda: changes(scorer))
    reopen(scorer)
    for number in range(4, 10):
        scorer.save({"visits": str(number)})
    close(scorer)
    scorer.finish("003")
    many = counted(scorer.session, lambda: changes(scorer))
    assert many <= few + 1  # the saves of cases that count at both


def counted(session: Session, work: Callable[[], object]) -> int:
    seen: list[str] = []
    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", lambda *given: seen.append(given[2]))
    work()
    return len(seen)
