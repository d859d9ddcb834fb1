"""Fills the house style's templates with a frozen report: one page of HTML that holds all of it."""

from collections.abc import Callable
from itertools import count
from typing import Any

import jinja2
from markupsafe import Markup

from inspect_app.findings.figures import TableKind
from inspect_app.findings.snapshot import Snapshot, snapshot_hash
from inspect_app.publication.frozen import Publication, Stage, publication_hash
from inspect_app.publication.links import Link
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports import chart, layout, wording
from inspect_app.reports.chapters import addressed, chapter_views
from inspect_app.reports.design import Design
from inspect_app.reports.edition import printed_hash
from inspect_app.reports.prose import to_html
from inspect_app.reports.saying import Saying

Written = Callable[[str], Markup]


def render_page(publication: Publication, snapshot: Snapshot, design: Design) -> str:
    """The report as HTML; nothing that is written or counted becomes markup.

    Raises UserError with file and line when a template is wrong or names something that doesn't exist.
    """
    environment, say = _environment(design), Saying(publication.language, design.words(publication.language))
    shared = _shared(publication, snapshot, say)
    try:
        written = _writer(environment, shared, snapshot)
        return environment.get_template("report.html").render(
            shared,
            chapters=chapter_views(publication, snapshot, written),
            addressed=addressed(publication, snapshot, written, say),
        )
    except (jinja2.TemplateError, OSError) as error:
        raise _explained(error, design) from None


def render_prose(body: str, snapshot: Snapshot, design: Design) -> str:
    """A text as it is going to look, with its figures, tables and charts: HTML that is safe to show.

    Raises UserError as `render_page` does.
    """
    environment, say = _environment(design), Saying(snapshot.language, design.words(snapshot.language))
    try:
        return _writer(environment, _figures(snapshot, say), snapshot)(body)
    except (jinja2.TemplateError, OSError) as error:
        raise _explained(error, design) from None


def _writer(environment: jinja2.Environment, shared: dict[str, Any], snapshot: Snapshot) -> Written:
    """What makes HTML of a text; every drawing gets a number, so that no two have an id in common."""
    blocks: Any = environment.get_template("blocks.html").make_module(shared)
    numbers = count(1)

    def draw(link: Link) -> str:
        return str(getattr(blocks, link.kind)(snapshot.table(link.subject or ""), f"text-{next(numbers)}"))

    def written(body: str) -> Markup:
        return Markup(to_html(body, snapshot, draw))  # noqa: S704 - sanitised, or drawn by the house style

    return written


def _environment(design: Design) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(design.folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"chart": chart, "layout": layout, "wording": wording, "TableKind": TableKind}
    return environment


def _shared(publication: Publication, snapshot: Snapshot, say: Saying) -> dict[str, Any]:
    return _figures(snapshot, say) | {
        "publication": publication,
        "edition": printed_hash(publication),
        "full_hash": publication_hash(publication),
        "draft": publication.stage is Stage.DRAFT,
    }


def _figures(snapshot: Snapshot, say: Saying) -> dict[str, Any]:
    return {
        "snapshot": snapshot,
        "snapshot_hash": snapshot_hash(snapshot),
        "results": {
            result.question: result for rating in snapshot.ratings for result in rating.key_questions
        },
        "say": say,
        "telling": chart.Telling(say.figure, say("bar_chart")),
    }


def _explained(error: Exception, design: Design) -> UserError:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return UserError(_sentence(f"{error.filename or error.name}", error.lineno, error))
    if isinstance(error, jinja2.TemplateNotFound):
        return UserError(f"The house style has no file {error.name}.")
    return UserError(_sentence(*_place(error, design), error))


def _place(error: BaseException, design: Design) -> tuple[str, int]:
    """The template and line an error came from: its traceback's last step inside a folder of the style."""
    place = ("report.html", 1)
    step = error.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if name.startswith(tuple(str(folder) for folder in design.folders)):
            place = (name, step.tb_lineno)
        step = step.tb_next
    return place


def _sentence(file: str, line: int, error: Exception) -> str:
    return f"The house style file {file.rsplit('/', 1)[-1]} is wrong at line {line}: {error}."
