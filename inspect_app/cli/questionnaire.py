"""Commands for writing and reading questionnaires."""

import json
from contextlib import ExitStack
from pathlib import Path

import click

from inspect_app.cli.context import local_actor, open_session, output_format, print_result, utc_now
from inspect_app.cli.problems import from_here, print_problems, summary
from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.list_definitions import find_definition
from inspect_app.questionnaire.library import find
from inspect_app.questionnaire.loader import load
from inspect_app.questionnaire.model import Definition, Question, Section
from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.schema import json_schema
from inspect_app.questionnaire.structure import to_json


@click.group()
def questionnaire() -> None:
    """Check, print and describe questionnaires.

    \b
    Example:
      inspect-app questionnaire lint questionnaires/through-the-gate/1.0
    """


@questionnaire.command()
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
@output_format
def lint(path: Path, output: str) -> None:
    """Print everything that is wrong with the questionnaire in folder PATH, as file:line: message.

    Ends with status 2 when there is an error; a warning alone is none.

    \b
    Example:
      inspect-app questionnaire lint questionnaires/through-the-gate/1.0
      inspect-app questionnaire lint my-questionnaire --format json
    """
    print_problems([from_here(path, problem) for problem in load(path)[1]], output)


@questionnaire.command()
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
@output_format
def add(path: Path, output: str) -> None:
    """Add the questionnaire in folder PATH, so that inspections can be created with it.

    One with errors is not added; they are printed as by lint. The version of a questionnaire that is there
    already may come with another wording, but not with other questions, answers or routing.

    \b
    Example:
      inspect-app questionnaire add my-questionnaire
    """
    definition, found = load(path)
    problems = [from_here(path, problem) for problem in found]
    if definition is None or any(problem.severity == "error" for problem in problems):
        for problem in problems:
            click.echo(problem, err=True)
        raise UserError(f"The questionnaire is not added: {summary(problems).lower()}.")
    with open_session() as session:
        spec = add_definition(session, local_actor(), utc_now, definition)
    text = f"Questionnaire {spec} is added. Create an inspection with it: inspect-app inspection create."
    print_result(output, {"questionnaire": spec}, text)


@questionnaire.command()
def schema() -> None:
    """Print the JSON Schema of instrument.yaml and of a question's file, for editors to check as you write.

    \b
    Example:
      inspect-app questionnaire schema > questionnaire.schema.json
    """
    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@questionnaire.command()
@click.argument("spec", metavar="ID[@VERSION]")
@output_format
def show(spec: str, output: str) -> None:
    """Print a questionnaire, shipped or added; the newest version unless one is named.

    \b
    Example:
      inspect-app questionnaire show through-the-gate
      inspect-app questionnaire show through-the-gate@1.0 --format json
    """
    definition = _find(spec)
    click.echo(to_json(definition) if output == "json" else "\n".join(_lines(definition)))


def _find(spec: str) -> Definition:
    with ExitStack() as stack:
        try:
            session = stack.enter_context(open_session())
        except UserError:
            return find(spec)  # without a database there are only the shipped ones
        return find_definition(session, spec)


def _lines(definition: Definition) -> list[str]:
    lines = [
        f"{definition.title} ({definition.id}@{definition.version})",
        f"structure {definition.structure_hash}",
    ]
    for section in definition.sections:
        lines += ["", _heading(definition, section)]
        lines += [
            line for question in definition.in_section(section) for line in _question(definition, question)
        ]
    return lines


def _heading(definition: Definition, section: Section) -> str:
    point = next(point for point in definition.points if point.id == section.point)
    return f"{section.title} ({point.title})"


def _question(definition: Definition, question: Question) -> list[str]:
    marks = [question.type.value]
    marks += ["key question"] if question.key_question else []
    marks += ["only asked in some cases"] if question.ask_when else []
    marks += [] if question.required else ["may stay empty"]
    lines = [f"  {question.id}: {question.text}", f"      {', '.join(marks)}"]
    options = definition.options(question)
    return lines + ([f"      {' / '.join(str(option.label) for option in options)}"] if options else [])
