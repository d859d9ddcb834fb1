"""YAML files read into plain data that remembers its lines, with everything wrong reported."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import yaml

from inspect_app.questionnaire.problems import Problem

Steps = tuple[str | int, ...]
_TAG = "tag:yaml.org,2002:"
_LARGEST = 1_000_000


class _Loader(yaml.CSafeLoader):
    """Only true, false and null are more than text: yes, no, 1.10 and 2016-10-04 stay as they are written."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - the library's own name, filled by the two lines below


_Loader.add_implicit_resolver(f"{_TAG}bool", re.compile(r"true|True|TRUE|false|False|FALSE"), list("tTfF"))
_Loader.add_implicit_resolver(f"{_TAG}null", re.compile(r"~|null|Null|NULL|$"), ["~", "n", "N", ""])


@dataclass
class Document:
    """A file's data, the line of each part of it by the steps that lead there, and what is wrong with it."""

    file: str
    data: object = None
    lines: dict[Steps, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def stem(self) -> str:
        """The file's name without folder and ending."""
        return PurePosixPath(self.file).stem

    def line(self, steps: Steps) -> int | None:
        """The line of a part, or of the nearest part around it; None in an empty file."""
        while steps not in self.lines and steps:
            steps = steps[:-1]
        return self.lines.get(steps)


def read(file: str, content: bytes) -> Document:
    """A file's document; problems instead of data when it is not YAML."""
    document = Document(file)
    try:
        if len(content) > _LARGEST:
            raise ValueError("the file is larger than a million bytes")
        text = content.decode("utf-8")
        node = _Loader(text).get_single_node()
        if node is None:
            raise ValueError("the file is empty")
        document.data = _Builder(document).build(node, ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        words = " ".join(filter(None, (error.context, error.problem)))
        document.problems.append(Problem(file, mark.line + 1 if mark else None, f"this is not YAML: {words}"))
    except UnicodeDecodeError:
        document.problems.append(Problem(file, None, "the file is not text in UTF-8"))
    except RecursionError:
        document.problems.append(Problem(file, None, "the file is nested too deeply"))
    except (yaml.YAMLError, ValueError) as error:
        document.problems.append(Problem(file, None, str(error)))
    return document


class _Builder:
    """Turns YAML nodes into data, noting lines and refusing what a definition never needs."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen: set[int] = set()

    def build(self, node: yaml.Node, steps: Steps) -> object:
        if id(node) in self.seen:  # an alias, which can also make a small file grow without end
            line = self.document.line(steps)  # the node's own mark is where the anchor stands
            words = "write this part out again: YAML anchors and aliases are not allowed"
            self.document.problems.append(Problem(self.document.file, line, words))
            return None
        self.seen.add(id(node))
        self.document.lines.setdefault(steps, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, steps)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*steps, place)) for place, item in enumerate(node.value)]
        return self.scalar(node)

    def mapping(self, node: yaml.MappingNode, steps: Steps) -> dict[str, object]:
        data: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                self.problem(key_node, "a key must be a word, not a list or a mapping")
                continue
            if key in data:
                self.problem(key_node, f"“{key}” is given twice")
                continue
            self.document.lines[(*steps, key)] = key_node.start_mark.line + 1
            data[key] = self.build(value_node, (*steps, key))
        return data

    def scalar(self, node: yaml.Node) -> object:
        text = str(node.value)
        if node.tag == f"{_TAG}null":
            return None
        if node.tag == f"{_TAG}bool":
            return text.lower() == "true"
        if node.tag != f"{_TAG}str":
            self.problem(node, f"YAML tags such as {node.tag} are not allowed")
        return text

    def problem(self, node: yaml.Node, message: str) -> None:
        self.document.problems.append(Problem(self.document.file, node.start_mark.line + 1, message))
