"""Takes an edition of a report to make files of it: a frozen one, or what stands now, frozen by that."""

from inspect_app.fieldwork.find_skeleton import LANGUAGES
from inspect_app.fieldwork.find_tables import REPORT
from inspect_app.fieldwork.freeze_report import STAGES, Wish, freeze_report
from inspect_app.fieldwork.list_editions import get_edition, list_editions
from inspect_app.fieldwork.open_report import find_report
from inspect_app.fieldwork.start_report import start_report
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.publication.changes import FrozenReport
from inspect_app.publication.frozen import Stage, publication_hash
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from inspect_app.records.engine import Engine, Session, transaction


def take_now(engine: Engine, actor: Actor, clock: Clock, *, ref: str, language: str) -> FrozenReport:
    """Freeze the report as it stands and take that edition; one that nobody started is started by this.

    What says the same as the last edition is that edition. Raises what `freeze_report` raises, and UserError
    when the last edition is past a draft and something was written or scored since.
    """
    with transaction(engine) as session:  # its own, because what is not kept yet is not frozen either
        if find_report(session, ref, language) is None:
            start_report(session, actor, clock, ref=ref, language=language, style=REPORT)
    with transaction(engine) as session:
        number = _freeze(session, actor, clock, ref, language)
    return take_edition(engine, actor, clock, ref=ref, language=language, number=number)


def take_edition(
    engine: Engine, actor: Actor, clock: Clock, *, ref: str, language: str, number: int
) -> FrozenReport:
    """Take the edition with a number, noted in the access log. Raises what `get_edition` raises."""
    with transaction(engine) as session:
        found = get_edition(session, ref, language, number)
        detail = {"edition": number, "hash": publication_hash(found.publication)}
        subject = f"report in {LANGUAGES[language]}"
        access_log.record(session, clock(), actor, "report.build", ref, subject, detail)
    return found


def _freeze(session: Session, actor: Actor, clock: Clock, ref: str, language: str) -> int:
    earlier = list_editions(session, ref, language)
    if not earlier:
        return freeze_report(session, actor, clock, ref=ref, language=language, wish=Wish()).number
    last = earlier[-1]
    stage = Stage(last.stage)
    wish = Wish(stage, last.embargo)
    made = freeze_report(session, actor, clock, ref=ref, language=language, wish=wish)
    if made.number != last.number and stage is not Stage.DRAFT:
        # Nobody meant to publish by making files: what was frozen just now is undone by this.
        raise UserError(
            f"Edition {last.number} is “{STAGES[stage]}” already, and the report says something else since. "
            f"Ask for edition {last.number}, or freeze a new one first."
        )
    return made.number
