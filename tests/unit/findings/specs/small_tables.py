"""A small tables.yaml on disk for a test to change; what must be reported stands in it: `# <- message`."""

import re
from pathlib import Path

from inspect_app.findings.specs.load import load
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.questionnaire.model import Definition
from tests.unit.findings.small_instrument import BODY

TWO_POINTS = Definition.model_validate(
    BODY
    | {
        "attributes": [
            *BODY["attributes"],
            {"id": "begun", "label": "Begun", "column": "start_date"},
            {"id": "load", "label": "Load", "column": "officer"},
        ],
        "points": [{"id": "custody", "title": "In custody"}, {"id": "community", "title": "Outside"}],
        "sections": [BODY["sections"][0], BODY["sections"][1] | {"point": "community"}],
    }
)
"""The small instrument, its second section read in the community."""

START = "tables:\n  - id: here\n    title: Here\n"
ROWS = "    rows: [{key_questions: all}]\n"


class Tables:
    """A folder with a tables.yaml."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, content: str) -> None:
        (self.path / "tables.yaml").write_text(content, encoding="utf-8")

    def table(self, *lines: str, rows: bool = True) -> None:
        """Write one table with these lines more."""
        self.write(START + (ROWS if rows else "") + "".join(f"    {line}\n" for line in lines))

    def load(self, definition: Definition = TWO_POINTS) -> tuple[TableDefinition, ...]:
        """The tables without the default set; there must be nothing wrong with them."""
        tables, problems = load(self.path, definition)
        assert problems == []
        return tuple(table for table in tables if table.kind is None)

    def reported(self, definition: Definition = TWO_POINTS) -> list[str]:
        return [str(problem) for problem in load(self.path, definition)[1]]

    def reports_what_it_says(self, definition: Definition = TWO_POINTS) -> bool:
        """Whether the problems reported are exactly those in the comments, of which there are some."""
        lines = (self.path / "tables.yaml").read_text(encoding="utf-8").splitlines()
        expected = [
            f"tables.yaml:{number}: {message}"
            for number, line in enumerate(lines, start=1)
            if (match := re.search(r"# <- (.*)", line))
            for message in match[1].split(" && ")
        ]
        reported = self.reported(definition)
        assert expected
        assert sorted(reported) == sorted(expected), "\n".join(
            ["reported:", *reported, "expected:", *expected]
        )
        return True
