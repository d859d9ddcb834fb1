"""Finishes a PDF's tags where WeasyPrint leaves them short of PDF/UA-1 (ISO 14289-1)."""

import io
from collections import defaultdict
from typing import Any

import pikepdf

_FURNITURE = pikepdf.Dictionary(Type=pikepdf.Name.Pagination)
_PRINT = 4  # the flag of an annotation that is printed as it is shown (ISO 32000-1, table 165)

Marks = dict[tuple[int, int], set[int]]  # by page: the marked contents its structure tree knows


def finish_tags(pdf: bytes) -> bytes:
    """The same PDF, finished; the same bytes give the same bytes.

    Header cells say whether they head a column or a row; what stands in the margin of every page becomes an
    artifact, so that no reader meets the marking in mid-sentence; links are printed.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        known = _finish_elements(document)
        parents = _parent_tree(document)
        for page in document.pages:
            _make_artifacts(document, page, known[page.obj.objgen], parents[int(page.obj.StructParents)])
            for annotation in page.obj.get("/Annots", []):
                annotation["/F"] = _PRINT
        finished = io.BytesIO()
        document.save(finished, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return finished.getvalue()


def _finish_elements(document: pikepdf.Pdf) -> Marks:
    """Gives every /TH its /Scope and says which marked contents the structure tree reaches."""
    marks: Marks = defaultdict(set)
    pending: list[tuple[Any, bool]] = [(document.Root.StructTreeRoot, False)]
    while pending:
        element, in_head = pending.pop()
        kind = element.get("/S")
        if kind == "/TH":
            element["/A"] = pikepdf.Dictionary(
                O=pikepdf.Name.Table, Scope=pikepdf.Name.Column if in_head else pikepdf.Name.Row
            )
        for child in _children(element):
            if isinstance(child, int):
                marks[element["/Pg"].objgen].add(child)
            elif "/S" in child:
                pending.append((child, in_head or kind == "/THead"))
    return marks


def _children(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _parent_tree(document: pikepdf.Pdf) -> dict[int, Any]:
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    return {int(numbers[n]): numbers[n + 1] for n in range(0, len(numbers), 2)}


def _make_artifacts(document: pikepdf.Pdf, page: pikepdf.Page, known: set[int], parents: Any) -> None:
    """Marks as an artifact whatever the structure tree doesn't know: running headers and footers."""
    content: list[Any] = list(pikepdf.parse_content_stream(page))
    for n, (operands, operator) in enumerate(content):
        if (
            str(operator) == "BDC"
            and "/MCID" in operands[1]
            and (mark := int(operands[1]["/MCID"])) not in known
        ):
            content[n] = pikepdf.ContentStreamInstruction(
                [pikepdf.Name.Artifact, _FURNITURE], pikepdf.Operator("BDC")
            )
            parents[mark] = None
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(content))
