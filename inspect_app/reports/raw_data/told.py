"""What a file of raw data says of itself: of which inspection and case it tells, and how to handle it."""

from inspect_app.fieldwork.read_data import RawData
from inspect_app.findings.data_columns import BLANKS, NOT_RECORDED


def told(data: RawData) -> list[tuple[str, str]]:
    """Facts in words, for a sheet or a list."""
    definition = data.inspection.definition
    cases = "every case, whatever its state" if data.wanted.every else "signed-off cases"
    kept = "with" if data.wanted.texts else "without"
    blanks = ", ".join(value.word for value in (*BLANKS, NOT_RECORDED))
    return [
        ("Inspection", data.inspection.title),
        ("Handling", data.handling),
        ("Questionnaire", f"{definition.title.into()}, version {definition.version}"),
        ("Cases", f"{data.cases:,}: {cases}, by the first reading, one a line"),
        ("Free text", f"{kept} comments and answers in words"),
        ("Ledger", data.ledger),
        ("No answer", f"{_NO_ANSWER}: {blanks}."),
        ("Left out", _LEFT_OUT),
        ("Several choices", "One column an option: 1 chosen, 0 not chosen, or why neither can be said."),
    ]


_NO_ANSWER = "Why there is no answer is said in square brackets"
_LEFT_OUT = (
    "“Not applicable” and “don’t know” are answers of their own. The codebook says that they are missing, "
    "because they count in no figure."
)
