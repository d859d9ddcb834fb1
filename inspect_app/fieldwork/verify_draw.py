"""Repeats an exported draw from a long list and says whether it comes out the same, or where it doesn't."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inspect_app.fieldwork.compare_draw import facts_that_differ, record_that_differs
from inspect_app.fieldwork.export_draw import recorded_draw
from inspect_app.fieldwork.list_definitions import find_definition
from inspect_app.fieldwork.list_draws import find_draw
from inspect_app.fieldwork.open_frame import keyed_hash
from inspect_app.fieldwork.read_long_list import read_long_list
from inspect_app.fieldwork.uncollected import uncollected
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import access_log, frame_keys, inspections
from inspect_app.records.engine import Session
from inspect_app.records.models import DrawRow
from inspect_app.sampling.allocation import Allocation
from inspect_app.sampling.draw_file import DrawFile, read_draw_file
from inspect_app.sampling.draw_hash import Outcome, draw_hash, hashes_by_stratum, keys_of, outcome
from inspect_app.sampling.frame import FrameCase, frame_hash
from inspect_app.sampling.long_list import CheckedList, check_list
from inspect_app.sampling.methods import procedure_of

MOST_DIFFERENCES = 50
ELSEWHERE = (
    "The draw is not on record here: when its seed was kept, its reason and its times are as the file says."
)
"""What a list can't tell, for those who verify a draw of another installation."""
_Place = tuple[str, str, int]
"""Stratum, role and place."""
_Facts = tuple[str | None, str, str | None]
"""Reference, probability and keyed hash."""


@dataclass(frozen=True)
class Verdict:
    """Whether a draw comes out the same, and where it doesn't; `case_by_case` when each case was compared.

    Without the inspection's secret the cases are compared by stratum, all of one at once. `on_record` says
    that the draw was made here: what no list can tell, such as when its seed was kept, was compared too.
    """

    same: bool
    inspection: str
    draw: int
    seed: str
    method: str
    frame_hash: str
    draw_hash: str
    cases: int
    case_by_case: bool
    on_record: bool
    differences: list[str]


@uncollected()
def verify_draw(
    session: Session, actor: Actor, clock: Clock, *, file: bytes, long_list: bytes, as_at: date | None = None
) -> Verdict:
    """Draw again by an exported draw and a long list, which need be of no inspection that is known here.

    `as_at` is the day of the list, by default the one in the file. Raises UserError when the file can't be
    used, its questionnaire or method is unknown here, or the list isn't the frame it was drawn from.
    """
    claimed = read_draw_file(file)
    definition = _definition(session, claimed)
    checked = _checked(claimed, definition, long_list, as_at or claimed.list_date())
    frame = checked.frame
    plan = claimed.plan_to_repeat()
    procedure = procedure_of(plan)
    if procedure.version != claimed.method_version:
        raise UserError(
            f"The sample was drawn by version {claimed.method_version} of the {claimed.method} method; this "
            f"programme has version {procedure.version}."
        )
    _check_possible(claimed, frame)
    allocation = procedure.allocate(frame, plan)
    outcomes = [outcome(each) for each in procedure.draw(frame, allocation, claimed.seed)]
    recorded = _recorded(session, claimed)
    secret = frame_keys.secret_of(session, recorded.inspection_id) if recorded else None
    keys = keys_of(frame)
    hashes = hashes_by_stratum(outcomes, keys)
    drawn = draw_hash(hashes, keys)
    differences = [*_numbers(claimed, allocation), *_strata(claimed, hashes)]
    differences += _cases(claimed, outcomes, secret)
    differences += facts_that_differ(claimed, definition, checked)
    if recorded:
        differences += record_that_differs(claimed, recorded_draw(session, claimed.inspection, recorded))
    if drawn != claimed.draw_hash:
        differences.append("The hash of the draw as a whole differs.")
    verdict = Verdict(
        same=not differences,
        inspection=claimed.inspection,
        draw=claimed.draw,
        seed=claimed.seed,
        method=f"{claimed.method} {claimed.method_version}",
        frame_hash=claimed.frame_hash,
        draw_hash=drawn,
        cases=len(outcomes),
        case_by_case=secret is not None,
        on_record=recorded is not None,
        differences=differences[:MOST_DIFFERENCES],
    )
    _log(session, actor, clock, verdict)
    return verdict


def _definition(session: Session, claimed: DrawFile) -> Definition:
    definition = find_definition(session, claimed.instrument)
    if definition.structure_hash != claimed.structure_hash:
        raise UserError(
            f"The questionnaire {claimed.instrument} of this installation isn’t the one that the sample was "
            "drawn by: its structure differs."
        )
    return definition


def _checked(claimed: DrawFile, definition: Definition, data: bytes, as_at: date) -> CheckedList:
    rows = read_long_list(data, claimed.headings)
    checked = check_list(
        rows, definition, as_at, frozenset(claimed.excluded_by_hand), frozenset(claimed.restored)
    )
    found = frame_hash(checked.frame)
    if found == claimed.frame_hash:
        return checked
    counts = Counter(case.stratum for case in checked.frame)
    expected = {each.id: each.population for each in claimed.strata} | claimed.plan.left_out
    strata = "; ".join(f"{id_} {counts[id_]:,} here and {number:,} there" for id_, number in expected.items())
    made = "A correction was" if claimed.corrections == 1 else f"{claimed.corrections:,} corrections were"
    use = "use the list as corrected, which the inspection’s long-list page and inspect-app cases export give"
    corrected = f" {made} made before the draw: {use}." if claimed.corrections else ""
    raise UserError(
        f"This list isn’t the one that the sample was drawn from. Cases that can be drawn: {strata}. "
        f"Hash {found[:12]}… here and {claimed.frame_hash[:12]}… there.{corrected}"
    )


def _check_possible(claimed: DrawFile, frame: tuple[FrameCase, ...]) -> None:
    """Raises UserError when the file's plan, which anybody may have changed, can't be one of this list."""
    counts = Counter(case.stratum for case in frame if case.stratum not in claimed.plan.left_out)
    sizes = claimed.plan.sizes or {}
    if claimed.plan.size > counts.total() or any(number > counts[id_] for id_, number in sizes.items()):
        raise UserError(
            f"The file’s plan asks for {claimed.plan.size:,} cases, or for more of a stratum than it has: "
            f"the list has {counts.total():,} that can be drawn. No such draw can have been made."
        )


def _numbers(claimed: DrawFile, allocation: Allocation) -> list[str]:
    result = []
    if claimed.plan.mode == "shortlist":
        for each in claimed.strata:
            again = allocation.primaries[each.id], allocation.reserves[each.id]
            if again != (each.primaries, each.reserves):
                result.append(
                    f"{each.id}: {again[0]} first choices and {again[1]} reserves here; the file says "
                    f"{each.primaries} and {each.reserves}."
                )
    steps = [(step.name, dict(step.counts)) for step in allocation.trace]
    if steps != [(step.name, step.counts) for step in claimed.trace]:
        result.append("The steps by which the sample was shared out differ.")
    return result


def _strata(claimed: DrawFile, hashes: Mapping[str, str]) -> list[str]:
    return [
        f"{each.id}: other cases, references, places or probabilities than in the file."
        for each in claimed.strata
        if hashes.get(each.id) != each.hash
    ]


def _cases(claimed: DrawFile, outcomes: list[Outcome], secret: str | None) -> list[str]:
    """Where single cases differ: which cases they are can be told with the secret alone."""
    here: dict[_Place, _Facts] = {
        (each.stratum, each.role, each.place): (
            each.reference, each.probability, keyed_hash(secret, each.key) if secret else None
        )
        for each in outcomes
    }  # fmt: skip
    there: dict[_Place, _Facts] = {
        (each.stratum, each.role, each.place): (
            each.reference, each.probability, each.hash if secret else None
        )
        for each in claimed.cases
    }  # fmt: skip
    words = {"primary": "first choice", "reserve": "reserve"}
    return [
        f"{stratum}, {words[role]} {place}: {_which(here.get(at), there.get(at))}."
        for at in sorted(here.keys() | there.keys())
        if here.get(at) != there.get(at)
        for stratum, role, place in (at,)
    ]


def _which(here: _Facts | None, there: _Facts | None) -> str:
    if here is None or there is None:
        return "only in the file" if here is None else "not in the file"
    if here[2] != there[2]:
        return "another case"
    return "another reference" if here[0] != there[0] else "another probability"


def _recorded(session: Session, claimed: DrawFile) -> DrawRow | None:
    """The draw as it is on record, where it was made in this installation."""
    try:
        row = find_draw(session, claimed.inspection, claimed.draw)
    except NotThere:
        return None
    return row if row.plan_id and row.frame_hash == claimed.frame_hash else None


def _log(session: Session, actor: Actor, clock: Clock, verdict: Verdict) -> None:
    known = inspections.exists(session, verdict.inspection)
    subject = f"draw {verdict.draw}"
    detail = {"same": verdict.same, "draw_hash": verdict.draw_hash}
    ref = verdict.inspection if known else None
    access_log.record(session, clock(), actor, "sample.verify", ref, subject, detail)
