"""Ids and files: everything has one name, one place and a use."""

from collections.abc import Iterable, Iterator, Sequence

from inspect_app.questionnaire.draft import Draft, Place, Placed
from inspect_app.questionnaire.model import Attribute, Point, Section, System
from inspect_app.questionnaire.problems import Problem
from inspect_app.questionnaire.rating import RatingBand, Standard
from inspect_app.questionnaire.scheme import Exclusion, Reason, Stratum

Named = Attribute | Point | Section | Standard | RatingBand | Stratum | System | Exclusion | Reason


def duplicate_ids(draft: Draft) -> Iterator[Problem]:
    """Two parts of one list with the same id: attributes, systems, points, strata and so on."""
    lists: tuple[Sequence[Placed[Named]], ...] = (
        draft.attributes,
        draft.systems,
        draft.points,
        draft.sections,
        draft.standards,
        draft.ratings,
        draft.strata,
        draft.exclusions,
        draft.reasons,
    )  # type: ignore[assignment]  # a Sequence of one kind is read as a Sequence of any of them
    for placed in lists:
        yield from _repeated((item.part.id, item.place.at("id")) for item in placed)


def duplicate_questions(draft: Draft) -> Iterator[Problem]:
    """Two files with a question of the same id."""
    yield from _repeated((item.part.id, item.place.at("id")) for item in draft.questions)


def duplicate_options(draft: Draft) -> Iterator[Problem]:
    """Two options of a question, an answer set or an attribute with the same value."""
    lists = [(item.part.options, item.place) for item in draft.answer_sets]
    lists += [
        (item.part.answers, item.place.at("answers"))
        for item in draft.questions
        if isinstance(item.part.answers, tuple)
    ]
    for options, place in lists:
        yield from _repeated((option.value, place.at(row, "value")) for row, option in enumerate(options))
    for item in draft.attributes:
        yield from _repeated(
            (option.value, item.place.at("options", row, "value"))
            for row, option in enumerate(item.part.options)
        )


def file_named_otherwise(draft: Draft) -> Iterator[Problem]:
    """A question whose file has another name than its id."""
    for item in draft.questions:
        if item.part.id != item.place.document.stem:
            yield item.place.at("id").problem(
                f"the file of question “{item.part.id}” must be {item.part.id}.yaml"
            )


def asked_twice(draft: Draft) -> Iterator[Problem]:
    """A question named in two sections, or twice in one."""
    first: dict[str, str] = {}
    for name, section, place in draft.listed:
        if name in first:
            yield place.problem(f"“{name}” is already asked in section “{first[name]}”")
        first.setdefault(name, section)


def no_file(draft: Draft) -> Iterator[Problem]:
    """A question named in a section that has no file."""
    for name, section, place in draft.listed:
        if name not in draft.names["questions"]:
            yield place.problem(
                f"section “{section}” asks “{name}”, but there is no file questions/{name}.yaml"
            )


def never_listed(draft: Draft) -> Iterator[Problem]:
    """A question that no section asks."""
    listed = {name for name, _, _ in draft.listed}
    ids = {item.place.document.file: item.part.id for item in draft.questions}
    for document in draft.files:
        if not listed & {document.stem, ids.get(document.file)}:
            yield Place(document, ("id",)).problem(
                "no section asks this question: name it in one or remove the file"
            )


def stray_files(draft: Draft) -> Iterator[Problem]:
    """A file or folder in questions/ that is not read."""
    for file in draft.strays:
        yield Problem(file, None, "this is not read: a question's file must end in .yaml")


def scheme_in_the_manifest(draft: Draft) -> Iterator[Problem]:
    """Strata in both files, or what belongs in scheme.yaml alone in instrument.yaml."""
    top = draft.manifest.data()
    keys = top if isinstance(top, dict) else {}
    if "strata" in keys and draft.scheme:
        yield draft.manifest.at("strata").problem("strata stand here and in scheme.yaml: remove these")
    if "sampling" in keys:
        yield draft.manifest.at("sampling").problem("what is here belongs in scheme.yaml, without this key")


def ratings_in_the_manifest(draft: Draft) -> Iterator[Problem]:
    """Bands or standards in both files, or rules of rating in instrument.yaml."""
    top = draft.manifest.data()
    keys = top if isinstance(top, dict) else {}
    for key, name in (("standards", "standards"), ("ratings", "bands")):
        if key in keys and draft.rating_scheme:
            yield draft.manifest.at(key).problem(f"{name} belong in ratings.yaml: remove these")
    if "rating_rules" in keys:
        yield draft.manifest.at("rating_rules").problem(
            "what is here belongs in ratings.yaml, without this key"
        )


def unused_answer_sets(draft: Draft) -> Iterator[Problem]:
    """An answer set that no question names."""
    used = {str(document.data.get("answers")) for document in draft.files if isinstance(document.data, dict)}
    for item in draft.answer_sets:
        if item.part.id not in used:
            yield item.place.warning(f"no question uses the answer set “{item.part.id}”")


def unused_points(draft: Draft) -> Iterator[Problem]:
    """An assessment point that has no section."""
    used = {item.part.point for item in draft.sections}
    for item in draft.points:
        if item.part.id not in used and len(draft.sections) == len(draft.names["sections"]):
            yield item.place.warning(f"no section belongs to the assessment point “{item.part.id}”")


def _repeated(names: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for name, place in names:
        if name in first:
            earlier = first[name]
            file = "" if earlier.document is place.document else f" of {earlier.document.file}"
            yield place.problem(
                f"“{name}” is already used on line {earlier.document.line(earlier.steps)}{file}"
            )
        first.setdefault(name, place)
