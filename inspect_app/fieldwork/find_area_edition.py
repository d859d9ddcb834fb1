"""Works out what the reviewers of an area may see: its own cases' figures, small numbers suppressed.

Nothing in it depends on any case of another area, so that nothing about one can be read from it.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from inspect_app.fieldwork.change_areas import find_area
from inspect_app.fieldwork.find_facts import find_facts
from inspect_app.fieldwork.find_tables import find_words
from inspect_app.fieldwork.held import Held
from inspect_app.fieldwork.hold_matrix import read_matrix
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.findings.background import background_of
from inspect_app.findings.build_snapshot import Facts
from inspect_app.findings.disclosure import Background, Disclosure
from inspect_app.findings.matrix import AnswerMatrix, Whereabouts, fact_of
from inspect_app.findings.snapshot import AREA, Snapshot
from inspect_app.findings.specs.words import Phrasing
from inspect_app.findings.suppression import edition
from inspect_app.findings.views import build_every_view, every_view, view
from inspect_app.ledger.states import CaseStatus
from inspect_app.questionnaire.model import Attribute, AttributeOption, Definition
from inspect_app.questionnaire.text import Text
from inspect_app.records import areas, packed
from inspect_app.records.areas import Area
from inspect_app.records.engine import Session

WHERE = frozenset({"cluster", "ldu", "team", "officer", "manager", "office"})
"""Columns that name places and staff: a case moved from another area takes that one's names along."""
SIGNED_OFF = frozenset({CaseStatus.SIGNED_OFF})
PART = "part_of_area"
ITSELF = "itself"
"""The attribute that takes their place, and its value for a case of no smaller area."""


@dataclass(frozen=True)
class AreaEdition:
    """An area's edition, and the attributes by which it can be broken down."""

    name: str
    snapshot: Snapshot
    attributes: tuple[Attribute, ...]


def find_area_edition(
    session: Session, ref: str, area: int, break_by: str | None = None, *, frozen: bool = False
) -> AreaEdition:
    """What the signed-off cases of an area, with all areas within it, came to.

    It names no case: references run through the whole inspection, so the highest tells of the others. Only
    one to be `frozen` says which saves it rests on. Raises UserError when there is no such inspection, area
    or attribute.
    """
    counted = _counted(session, ref, area, frozen=frozen)
    shown = _held.find(counted.key, lambda: _edition(counted))
    definition = counted.matrix.definition
    return AreaEdition(counted.name, view(shown, definition, break_by), definition.attributes)


_held = Held[Snapshot](8)
"""Editions by all that they follow from, as the session that asks has read it."""


@dataclass(frozen=True)
class _Counted:
    """An area's cases with their answers, and everything else that its edition follows from."""

    name: str
    matrix: AnswerMatrix
    facts: Facts
    disclosure: Disclosure

    @property
    def key(self) -> Hashable:
        """Tells apart whatever could make another edition; the matrix knows its answers, not its words."""
        definition = self.matrix.definition
        parts = tuple(
            (option.value, option.label)
            for attribute in definition.attributes
            if attribute.id == PART
            for option in attribute.options
        )
        return self.matrix.version, definition.text_revision, parts, self.facts, self.disclosure


def _edition(counted: _Counted) -> Snapshot:
    found = _figures(counted)
    return edition(found.snapshot, found.disclosure, AREA, found.background)


@dataclass(frozen=True)
class AreaFigures:
    """The figures of an area before anything is hidden, and what decides what is to be."""

    name: str
    snapshot: Snapshot
    background: Background
    definition: Definition
    disclosure: Disclosure


def find_area_figures(session: Session, ref: str, area: int, *, frozen: bool = False) -> AreaFigures:
    """All that an area's edition is derived from: for the inspectorate alone, and never to be shown to it.

    Raises UserError when there is no such inspection or area.
    """
    return _figures(_counted(session, ref, area, frozen=frozen))


def _counted(session: Session, ref: str, area: int, *, frozen: bool) -> _Counted:
    inspection = get_inspection(session, ref)
    tree = areas.of_inspections(session, {inspection.id})
    name = find_area(tree, area).name
    title = f"{inspection.title}: {name}"
    within = areas.within(tree, area)
    progress = packed.progress(session, inspection.id, within)
    facts = find_facts(session, inspection, title, progress, within, frozen=frozen)
    return _Counted(name, _matrix(session, inspection, tree, area), facts, inspection.disclosure)


def _figures(counted: _Counted) -> AreaFigures:
    matrix, phrasing = counted.matrix, Phrasing(find_words())
    background = background_of(matrix, every_view(matrix.definition, phrasing))
    whole = build_every_view(matrix, counted.facts, phrasing)
    return AreaFigures(counted.name, whole, background, matrix.definition, counted.disclosure)


def _matrix(session: Session, inspection: InspectionView, tree: Sequence[Area], area: int) -> AnswerMatrix:
    matrix = read_matrix(session, inspection, SIGNED_OFF, areas.within(tree, area))
    belongs = packed.areas(session, inspection.id, SIGNED_OFF)
    parts = sorted((each for each in tree if each.parent == area), key=lambda each: each.name)
    part_of = {
        each: _value(place) for place, part in enumerate(parts) for each in areas.within(tree, part.id)
    }
    definition = _broken_by(inspection.definition, parts)
    kept = {attribute.id for attribute in definition.attributes}
    facts = {id_: fact for id_, fact in matrix.attributes.items() if id_ in kept}
    if parts:
        of_each = (belongs[reference] for reference in matrix.references)
        facts[PART] = fact_of(part_of.get(of_case or area, ITSELF) for of_case in of_each)
    return replace(matrix, definition=definition, attributes=facts, where=Whereabouts())


def _broken_by(definition: Definition, parts: Sequence[Area]) -> Definition:
    """The definition whose attributes are those an area may see, and the areas right within it."""
    kept = [each for each in definition.attributes if each.column not in WHERE and each.id != PART]
    if parts:
        named = [(_value(place), part.name) for place, part in enumerate(parts)]
        named.append((ITSELF, "None of these"))
        options = [AttributeOption(value=value, label=Text(name)) for value, name in named]
        kept.append(Attribute(id=PART, label=Text("Part of the area"), column="team", options=tuple(options)))
    return definition.model_copy(update={"attributes": tuple(kept)})


def _value(place: int) -> str:
    return f"part_{place}"
