"""A small questionnaire on disk for a test to change; what must be reported stands in it: `# <- message`."""

import re
from pathlib import Path

from inspect_app.questionnaire.loader import load
from inspect_app.questionnaire.model import Definition

MANIFEST = """\
id: small-audit
version: "1.0"
title: A small audit
attributes:
  - id: rosh
    label: Risk of serious harm
    column: rosh
    options:
      - {value: low, label: Low, codes: [RLRH]}
      - {value: high, label: High, codes: [RHRH, RVRH]}
  - {id: cluster, label: Cluster, column: cluster}
answer_sets:
  yes_no_na:
    - {value: yes, label: Yes}
    - {value: no, label: No}
    - {value: na, label: Not applicable, kind: not_applicable}
points:
  - {id: custody, title: In custody}
sections:
  - id: plan
    title: Plan
    point: custody
    questions: [plan_made, plan_date, visits, needs, plan_good]
standards:
  - {id: planning, title: Planning, key_questions: [plan_good]}
ratings:
  - {id: good, title: Good, words: a majority, at_least: 50, points: 1}
  - {id: poor, title: Poor, words: a minority, at_least: 0, points: 0}
strata:
  - {id: low_risk, title: Low risk, when: {attribute: rosh, is: low}}
  - {id: high_risk, title: High risk, when: {not: {attribute: rosh, is: low}}}
"""
QUESTIONS = {
    "plan_made": "id: plan_made\ntype: choice\ntext: Was a plan made?\nanswers: yes_no_na\n",
    "plan_date": "id: plan_date\ntype: date\ntext: When?\nask_when: {question: plan_made, is: yes}\n",
    "visits": "id: visits\ntype: whole_number\ntext: How many visits?\nminimum: 0\nmaximum: 60\n",
    "needs": """\
id: needs
type: choices
text: Which needs?
answers:
  - {value: home, label: A home}
  - {value: work, label: Work}
  - {value: none, label: None of them, kind: not_applicable}
required: false
""",
    "plan_good": """\
id: plan_good
type: choice
text: Was the plan good?
answers: yes_no_na
comment: {required_for: [no]}
key_question: {sufficient: [yes]}
""",
}

Edit = tuple[str, str]


class Folder:
    """The small questionnaire in a folder of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "questions").mkdir()
        self.write("instrument.yaml", MANIFEST)
        for name, content in QUESTIONS.items():
            self.write(f"questions/{name}.yaml", content)

    def write(self, file: str, content: str) -> None:
        (self.path / file).write_text(content, encoding="utf-8")

    def manifest(self, *edits: Edit) -> None:
        """Replace pieces of the manifest; every piece must be there once."""
        text = MANIFEST
        for old, new in edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        self.write("instrument.yaml", text)

    def question(self, name: str, content: str) -> None:
        """Write a question's file, or append to one when the content does not begin with its id."""
        self.write(
            f"questions/{name}.yaml", content if content.startswith("id:") else QUESTIONS[name] + content
        )

    def load(self) -> Definition:
        definition, problems = load(self.path)
        assert definition is not None, problems
        return definition

    def reported(self) -> list[str]:
        return [str(problem) for problem in load(self.path)[1]]

    def expected(self) -> list[str]:
        """What the comments in the files say will be reported."""
        found = []
        for file in sorted(self.path.rglob("*.yaml")):
            name = file.relative_to(self.path).as_posix()
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
                if match := re.search(r"# <- (.*)", line):
                    found += [f"{name}:{number}: {message}" for message in match[1].split(" && ")]
        return found

    def reports_what_it_says(self) -> bool:
        """Whether the problems reported are exactly those in the comments, of which there are some."""
        assert self.expected()
        reported, expected = sorted(self.reported()), sorted(self.expected())
        assert reported == expected, "\n".join(["reported:", *reported, "expected:", *expected])
        return True
