"""Commands about the ratings of an inspection: what is computed, by area too, and what people decide."""

from collections.abc import Iterable, Iterator, Mapping

import click

from inspect_app.cli.context import count, local_actor, open_session, output_format, print_result, utc_now
from inspect_app.fieldwork.decide_rating import decide_rating, undo_decision
from inspect_app.fieldwork.rate_areas import AreaBoard, RatedArea, rate_areas
from inspect_app.fieldwork.rate_inspection import RatingBoard
from inspect_app.findings.decisions import may_be, shown_decisions, title_of
from inspect_app.findings.figures import OverallRating, Rating
from inspect_app.findings.printed import decision_lines
from inspect_app.findings.sensitivity import OneCase


@click.group()
def ratings() -> None:
    """Show ratings and why they are that, and record what people decide beside them.

    \b
    Example:
      inspect-app ratings list north-2026
    """


@ratings.command("list")
@click.argument("ref")
@click.option("--areas", is_flag=True, help="Also those of every area, each from its own cases.")
@output_format
def list_all(ref: str, areas: bool, output: str) -> None:
    """List the ratings of the signed-off cases of inspection REF, and every decision about them.

    The figures are internal ones: small numbers are not suppressed.

    \b
    Example:
      inspect-app ratings list north-2026
      inspect-app ratings list north-2026 --areas --format json
    """
    with open_session() as session:
        tree = rate_areas(session, ref)
    lines = [*_board_lines(tree.board), *(_area_lines(tree) if areas else ())]
    print_result(output, _board_data(tree.board) | (_area_data(tree) if areas else {}), "\n".join(lines))


@ratings.command()
@click.argument("ref")
@click.argument("subject")
@click.argument("band")
@click.option("--reason", required=True, help="The grounds, which are printed in the report.")
@output_format
def decide(ref: str, subject: str, band: str, reason: str, output: str) -> None:
    """Record that SUBJECT of inspection REF is rated BAND; the computed rating stays beside it.

    SUBJECT is the id of a standard, which can be one that people judge, or "overall". BAND is the id of a
    rating, or not_rated.

    \b
    Example:
      inspect-app ratings decide north-2026 leadership good --reason "The plan is known and kept."
      inspect-app ratings decide north-2026 overall not_rated --reason "The service is too small."
    """
    with open_session() as session:
        taken = decide_rating(
            session, local_actor(), utc_now, ref=ref, subject=subject, band=band, reason=reason
        )
    data = {"subject": subject, "band": band, **taken._asdict()}
    print_result(output, data, f"Decided: {subject}: {taken.sentences}")


@ratings.command()
@click.argument("ref")
@click.argument("subject")
@click.option("--reason", required=True, help="Why; it is kept with the decision.")
@output_format
def undo(ref: str, subject: str, reason: str, output: str) -> None:
    """Undo what was decided about SUBJECT, a standard or "overall", of inspection REF.

    \b
    Example:
      inspect-app ratings undo north-2026 planning --reason "The panel misread the figures."
    """
    with open_session() as session:
        stands = undo_decision(session, local_actor(), utc_now, ref=ref, subject=subject, reason=reason)
    text = f"Undone: what was decided about {subject}. {stands}"
    print_result(output, {"subject": subject, "undone": True}, text)


def _board_data(board: RatingBoard) -> dict[str, object]:
    decided, follows = shown_decisions(board.scale, board.standards, board.overall)
    return {
        "inspection": board.inspection.ref,
        "cases": board.cases,
        "bands": [{"id": id_, "title": title} for id_, title in may_be(board.scale)],
        "overall": board.overall.computed if board.overall else None,
        "overall_decided": follows,
        "standards": _standards((each.rating for each in board.standards), board.sensitivity),
        "decided": decided,
        "decisions": board.decisions,
    }


def _area_data(tree: AreaBoard) -> dict[str, object]:
    areas = [
        {
            "area": area.line.full_name,
            "level": area.level,
            "cases": area.rated.cases,
            "overall": area.rated.overall,
            "standards": _standards(area.rated.ratings, area.sensitivity),
        }
        for area in tree.areas
    ]
    return {"areas": areas, "cases_of_no_area": tree.without}


def _standards(
    rated: Iterable[Rating], sensitivity: Mapping[str, tuple[OneCase, ...]]
) -> list[dict[str, object]]:
    return [vars(each) | {"sensitivity": sensitivity[each.id]} for each in rated]


def _board_lines(board: RatingBoard) -> Iterator[str]:
    yield f"{board.inspection.title} ({board.inspection.ref}): {count(board.cases, 'signed-off case')}."
    if board.overall is None:
        yield "This questionnaire has no standards, so nothing is rated."
        return
    decided, follows = shown_decisions(board.scale, board.standards, board.overall)
    stand = {each.subject: each for each in decided}
    yield from ("", f"Overall: {_overall(board.overall.computed)}")
    yield from (f"  {sentence}" for sentence in board.overall.computed.explanation)
    if follows:
        yield f"  With what was decided about standards: {_overall(follows)}"
    yield from decision_lines(stand.get("overall"))
    for each in board.standards:
        yield from ("", f"{each.rating.title} [{each.rating.id}]: {_rating(each.rating)}")
        yield from (f"  {sentence}" for sentence in each.rating.explanation)
        yield from (f"  For the panel: {flag.sentence}" for flag in each.rating.flags)
        yield from decision_lines(stand.get(each.rating.id))
    yield from ("", "All decisions, newest first:" if board.decisions else "Nothing is decided yet.")
    for taken in board.decisions:
        said = "undone" if taken.band is None else title_of(board.scale, taken.band) or "Not rated"
        when = f"{taken.at:%Y-%m-%d %H:%M}, {taken.author}"
        yield f"  {taken.number}. {board.titles[taken.subject]}: {said} ({when}): {taken.reason}"


def _area_lines(tree: AreaBoard) -> Iterator[str]:
    yield from ("", "Areas, each rated from its own cases and those of areas within it:")
    for area in tree.areas:
        yield from _one_area(area)
    if tree.without:
        yield f"{count(tree.without, 'signed-off case')} of no area: in the inspection's ratings alone."


def _one_area(area: RatedArea) -> Iterator[str]:
    indent = "  " * (area.line.depth + 1)
    overall = f": {_overall(area.rated.overall)}" if area.rated.overall else ""
    yield f"{indent}{area.line.name} ({area.level.lower()}, {count(area.rated.cases, 'case')}){overall}"
    for rating in area.rated.ratings:
        flags = f" [{', '.join(flag.id for flag in rating.flags)}]" if rating.flags else ""
        yield f"{indent}  {rating.title}: {_rating(rating)}{flags}"
        if rating.band is None:
            yield f"{indent}    {rating.explanation[-1]}"


def _overall(overall: OverallRating) -> str:
    points = "" if overall.points is None else f", {overall.points} of {overall.highest_points} points"
    return f"{overall.band_title or 'Not rated'}{points}"


def _rating(rating: Rating) -> str:
    per_cent = "" if rating.per_cent is None else f", {rating.per_cent} per cent"
    return f"{rating.band_title or 'Not rated'}{per_cent}"
