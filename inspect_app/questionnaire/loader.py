"""Reads an instrument's folder into a definition, or says everything that is wrong with it."""

from pathlib import Path

from pydantic import BaseModel, ValidationError

from inspect_app.questionnaire.draft import assemble
from inspect_app.questionnaire.explain import explain
from inspect_app.questionnaire.lint import lint
from inspect_app.questionnaire.model import Definition, Manifest, Question
from inspect_app.questionnaire.problems import Problem
from inspect_app.questionnaire.rating import RatingRules, RatingScheme
from inspect_app.questionnaire.scheme import Sampling, Scheme
from inspect_app.questionnaire.source import Document, read

MANIFEST = "instrument.yaml"
SCHEME = "scheme.yaml"
RATINGS = "ratings.yaml"


def load(folder: Path) -> tuple[Definition | None, list[Problem]]:
    """The definition in a folder, and every problem in order of file and line; None when one is an error."""
    if not (folder / MANIFEST).is_file():
        return None, [Problem(MANIFEST, None, f"there is no file {MANIFEST} in this folder")]
    manifest = _document(folder, MANIFEST)
    files = sorted((folder / "questions").glob("[!.]*"))
    named = [file for file in files if file.suffix == ".yaml"]
    questions = [_document(folder, f"questions/{file.name}") for file in named]
    strays = [f"questions/{file.name}" for file in files if file not in named]
    scheme, ratings = _beside(folder, SCHEME), _beside(folder, RATINGS)
    draft = assemble(manifest, questions, strays, scheme, ratings)
    problems = [*_invalid(manifest, Manifest), *lint(draft)]
    problems += _invalid(scheme, Scheme) if scheme else []
    problems += _invalid(ratings, RatingScheme) if ratings else []
    for document in questions:
        problems += _invalid(document, Question)
    ordered = sorted(set(problems), key=lambda problem: (problem.file, problem.line or 0, problem.message))
    if any(problem.severity == "error" for problem in ordered) or not isinstance(manifest.data, dict):
        return None, ordered
    found = tuple(placed.part for placed in draft.questions)
    whole = {**manifest.data, **_drawn_by(scheme), **_rated_by(ratings), "questions": found}
    return Definition.model_validate(whole), ordered


def _drawn_by(scheme: Document | None) -> dict[str, object]:
    """What a scheme without problems says, as the manifest has it."""
    if scheme is None:
        return {}
    whole = Scheme.model_validate(scheme.data)
    own = {name: getattr(whole, name) for name in Sampling.model_fields}
    return {"strata": whole.strata, "sampling": Sampling(**own)}


def _rated_by(ratings: Document | None) -> dict[str, object]:
    """What a ratings.yaml without problems says, as the manifest has it."""
    if ratings is None:
        return {}
    whole = RatingScheme.model_validate(ratings.data)
    rules = {name: getattr(whole, name) for name in RatingRules.model_fields}
    return {"ratings": whole.bands, "standards": whole.standards, "rating_rules": RatingRules(**rules)}


def _beside(folder: Path, name: str) -> Document | None:
    """A file that may stand beside the manifest; None when there is none."""
    return _document(folder, name) if (folder / name).exists() else None


def _document(folder: Path, name: str) -> Document:
    try:
        return read(name, (folder / name).read_bytes())
    except OSError as error:
        return Document(name, problems=[Problem(name, None, f"this cannot be read: {error.strerror}")])


def _invalid(document: Document, kind: type[BaseModel]) -> list[Problem]:
    if document.problems:
        return document.problems
    try:
        kind.model_validate(document.data)
    except ValidationError as error:
        return explain(error, document)
    return []
