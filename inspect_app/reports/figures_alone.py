"""A report of which nothing is written: what its house style says of the figures alone."""

from inspect_app.findings.snapshot import Snapshot, snapshot_hash
from inspect_app.publication.frozen import FORMAT, Chapter, Publication, Stage
from inspect_app.publication.skeleton import named_chapters
from inspect_app.reports.design import find_design


def figures_alone(snapshot: Snapshot, style: str = "inspection-report") -> Publication:
    """The chapters of a house style that show figures, as for an area or for a look before anyone writes."""
    standards = [(rating.id, rating.title) for rating in snapshot.ratings]
    planned = named_chapters(find_design(style).skeleton, standards, snapshot.language)
    chapters = tuple(
        Chapter(each.id, each.title, "", each.part, each.standard, each.annex)
        for each in planned
        if each.part not in (None, "recommendations")
    )
    return Publication(
        format=FORMAT,
        inspection=snapshot.inspection.ref,
        style=style,
        language=snapshot.language,
        stage=Stage.FINAL,
        number=1,
        embargo=None,
        figures=snapshot_hash(snapshot),
        chapters=chapters,
        examples=(),
        recommendations=(),
    )
