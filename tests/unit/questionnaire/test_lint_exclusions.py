import pytest

from tests.unit.questionnaire.small_questionnaire import MANIFEST, Folder

STRATA = MANIFEST[MANIFEST.index("strata:") :]
COLUMNS = (
    "cluster, crn, date_of_birth, family_name, first_names, gender, ldu, manager, office, officer, pnc, "
    "rosh, sentence_type, start_date, team, terminated"
)


def scheme(*lines: str) -> str:
    return "exclusions:\n" + "".join(f"  - {{id: e{n}, title: E, {line}\n" for n, line in enumerate(lines))


def test_exclusions_of_unknown_columns(folder: Folder) -> None:
    message = f"a long list has no column “zone”; it has {COLUMNS}"
    folder.write(
        "scheme.yaml",
        scheme(
            f"rule: contains, columns: [zone], values: [x]}} # <- {message}",
            "rule: contains, columns: [team, family_name], values: [x]}",
        ),
    )
    folder.manifest((STRATA, ""))
    assert folder.reports_what_it_says()


def test_exclusions_by_no_date(folder: Folder) -> None:
    message = "“team” holds no date; the columns that do are date_of_birth, start_date"
    folder.write(
        "scheme.yaml",
        scheme(
            f"rule: after_list, columns: [team]}} # <- {message}",
            "rule: after_list, columns: [start_date, date_of_birth]}",
        ),
    )
    folder.manifest((STRATA, ""))
    assert folder.reports_what_it_says()


@pytest.mark.parametrize(
    "line",
    [
        (
            "rule: attribute, when: {attribute: rash, is: low}}"
            " # <- there is no attribute “rash”; is “rosh” meant?"
        ),
        "rule: attribute, when: {attribute: rosh, is: mid}} # <- “mid” is not a value of “rosh” (low, high)",
        (
            "rule: attribute, when: {question: visits, at_least: 1}}"
            " # <- an exclusion can only use case attributes, not answers"
        ),
    ],
)
def test_the_conditions_of_exclusions_are_looked_at_too(folder: Folder, line: str) -> None:
    folder.write("scheme.yaml", scheme(line))
    folder.manifest((STRATA, ""))
    assert folder.reports_what_it_says()


def test_exclusions_and_reasons_have_ids_of_their_own(folder: Folder) -> None:
    folder.write(
        "scheme.yaml",
        "exclusions:\n"
        "  - {id: twice, title: A, rule: same_person}\n"
        "  - {id: twice, title: B, rule: same_person} # <- “twice” is already used on line 2\n"
        "replacement_reasons:\n"
        "  - {id: gone, title: Gone}\n"
        "  - {id: gone, title: Lost} # <- “gone” is already used on line 5\n",
    )
    folder.manifest((STRATA, ""))
    assert folder.reports_what_it_says()
