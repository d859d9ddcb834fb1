from tests.unit.questionnaire.small_questionnaire import Folder

SECTION = "    questions: [plan_made, plan_date, visits, needs, plan_good]"


def test_missing_languages(folder: Folder) -> None:
    for name in ("plan_made", "plan_date", "needs", "plan_good"):
        (folder.path / f"questions/{name}.yaml").unlink()
    folder.manifest(
        ("title: A small audit", "title: {en: Audit, cy: Archwiliad}"),
        (
            "    title: Plan\n",
            "    title: Plan # <- warning: other texts are also in cy, and this one is not\n",
        ),
        (SECTION, "    questions: [visits]"),
    )
    folder.question(
        "visits",
        "id: visits\ntype: text\ntext:\n  en: Visits?\n  cy: Ymweliadau?\n"
        "guidance: {cy: Cyfrif} # <- warning: other texts are also in en, and this one is not\n",
    )
    assert set(folder.expected()) <= set(folder.reported())
    assert not [
        line
        for line in folder.reported()
        if line.startswith(("instrument.yaml:3:", "questions/visits.yaml:3:"))
    ]
    assert len([line for line in folder.reported() if "other texts are also in" in line]) > 8
