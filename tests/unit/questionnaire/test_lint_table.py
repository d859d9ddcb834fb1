import re
from pathlib import Path

from inspect_app.questionnaire import lint


def test_every_check_has_its_test() -> None:
    sources = [file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_lint_*.py")]
    tested = {name for source in sources for name in re.findall(r"def test_(\w+)", source)}
    assert [check.__name__ for check in lint.CHECKS if check.__name__ not in tested] == []


def test_no_check_is_forgotten() -> None:
    names = "identity references conditions reach answers comments standards ratings attributes languages"
    rooms = [getattr(lint, name) for name in [*names.split(), "exclusions"]]
    written = {
        name
        for room in rooms
        for name, check in vars(room).items()
        if getattr(check, "__module__", "") == room.__name__
        and check.__annotations__.get("draft")
        and name[0] != "_"
    }
    assert written - {"texts"} == {check.__name__ for check in lint.CHECKS}
