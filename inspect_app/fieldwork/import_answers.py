"""Imports answers given elsewhere, through the same door as the page: all of them or none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from inspect_app.fieldwork.draft_answers import Before, Draft, draft_answers
from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.open_case import CaseView, open_case
from inspect_app.fieldwork.policies import can_edit
from inspect_app.fieldwork.read_answer_file import AnswerLine, read_answer_file
from inspect_app.fieldwork.store_save import store_changes
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.canonical import sha256_hex
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from inspect_app.records.engine import Session
from inspect_app.sampling.checks import RowProblem


@dataclass(frozen=True)
class ImportAnswersResult:
    """How many answers and comments were saved for how many cases; none when there are problems."""

    saved: int
    cases: int
    problems: list[RowProblem]


def import_answers(
    session: Session, actor: Actor, clock: Clock, *, ref: str, filename: str, data: bytes
) -> ImportAnswersResult:
    """Save a CSV file's answers and comments, or nothing at all when there is any problem.

    An empty cell changes nothing; answers that are there already make no entry, so a file imported twice
    changes nothing the second time. Raises UserError when the file can't be read or the ref is unknown.
    """
    known = {case.reference for case in list_cases(session, ref)}
    lines, problems = read_answer_file(filename, data)
    if not lines and not problems:
        raise UserError(f"{filename} holds no answers below its headings.")
    problems += [
        RowProblem(line.row, "case_reference", line.case_reference, f"Give the reference of a case in {ref}")
        for line in lines
        if line.case_reference not in known
    ]
    drafts = []
    ordered = sorted(
        (line for line in lines if line.case_reference in known), key=lambda line: line.case_reference
    )
    for reference, group in groupby(ordered, key=lambda line: line.case_reference):
        of_case = list(group)
        case = open_case(session, ref, reference)
        draft = _draft(case, of_case)
        problems += _problems(case, of_case, draft)
        drafts.append((case, draft))
    if problems:
        return ImportAnswersResult(0, 0, sorted(problems, key=lambda problem: problem.row))
    for case, draft in drafts:
        store_changes(session, actor, clock, case, draft.changes)
    changed = [draft for _, draft in drafts if draft.changes]
    result = ImportAnswersResult(sum(len(draft.changes) for draft in changed), len(changed), [])
    access_log.record(
        session,
        clock(),
        actor,
        "answers.import",
        ref,
        "answers",
        {"file_sha256": sha256_hex(data), "saved": result.saved, "cases": result.cases},
    )
    return result


def _draft(case: CaseView, lines: Sequence[AnswerLine]) -> Draft:
    answers = {line.question: line.answer for line in lines if line.answer}
    comments = {line.question: line.comment for line in lines if line.comment}
    return draft_answers(case.inspection.definition, Before(case.heads, case.values), answers, comments)


def _problems(case: CaseView, lines: Sequence[AnswerLine], draft: Draft) -> Iterator[RowProblem]:
    definition = case.inspection.definition
    name = f"{definition.id}@{definition.version}"
    for line in lines:
        if not can_edit(case.status):
            yield RowProblem(
                line.row,
                "case_reference",
                line.case_reference,
                f"This case is {case.status.label}, so its answers can't change",
            )
            continue
        if line.question not in definition.by_id:
            yield RowProblem(line.row, "question", line.question, f"Give the id of a question in {name}")
            continue
        if line.answer and line.question in draft.answer_problems:
            yield RowProblem(line.row, "answer", line.answer, draft.answer_problems[line.question])
        if line.comment and line.question in draft.comment_problems:
            yield RowProblem(line.row, "comment", line.comment, draft.comment_problems[line.question])
