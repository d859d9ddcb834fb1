from tests.unit.questionnaire.small_questionnaire import Folder


def test_unknown_columns(folder: Folder) -> None:
    folder.manifest(("column: cluster}", "column: zone}"))
    (problem,) = folder.reported()
    assert problem.startswith(
        "instrument.yaml:11: a long list has no column “zone”; it has cluster, gender, ldu,"
    )


def test_identifying_columns(folder: Folder) -> None:
    words = "“crn” says who a person is, and cases are pseudonymous: use another column"
    folder.manifest(("column: cluster}", f"column: crn}} # <- {words}"))
    assert folder.reports_what_it_says()


def test_shared_codes(folder: Folder) -> None:
    folder.manifest(
        ("codes: [RHRH, RVRH]}", "codes: [RHRH, ' rlrh']} # <- the code “ rlrh” already means “low”"),
    )
    assert folder.reports_what_it_says()
