import pytest

from tests.unit.questionnaire.small_questionnaire import MANIFEST, Folder

SECTION = "    questions: [plan_made, plan_date, visits, needs, plan_good]"
STANDARD = "  - {id: planning, title: Planning, key_questions: [plan_good]}"
CLUSTER = "  - {id: cluster, label: Cluster, column: cluster}"
YES_NO_NA = "  yes_no_na:\n    - {value: yes, label: Yes}"
CUSTODY = "  - {id: custody, title: In custody}"


@pytest.mark.parametrize(
    ("old", "again"),
    [
        (CLUSTER, f"{CLUSTER}\n{CLUSTER} # <- “cluster” is already used on line 11"),
        (CUSTODY, f"{CUSTODY}\n{CUSTODY} # <- “custody” is already used on line 18"),
        (STANDARD, f"{STANDARD}\n{STANDARD} # <- “planning” is already used on line 25"),
        (
            "words: a majority, at_least: 50, points: 1}",
            (
                "words: a, at_least: 50, points: 1}\n"
                "  - {id: good, title: Good, words: b, at_least: 80, points: 2}"
                " # <- “good” is already used on line 27"
            ),
        ),
        (
            "  - {id: low_risk,",
            (
                "  - {id: low_risk, title: Low, when: {attribute: rosh, is: low}}\n"
                "  - {id: low_risk, # <- “low_risk” is already used on line 30\n    "
            ),
        ),
        (
            SECTION,
            (
                "    questions: [plan_made, plan_date, visits]\n"
                "  - id: plan # <- “plan” is already used on line 20\n"
                "    title: Plan\n    point: custody\n    questions: [needs, plan_good]"
            ),
        ),
    ],
)
def test_duplicate_ids(folder: Folder, old: str, again: str) -> None:
    folder.manifest((old, again))
    assert folder.reports_what_it_says()


def test_scheme_in_the_manifest(folder: Folder) -> None:
    strata = "strata:\n  - {id: low_risk, title: Low"
    folder.manifest(
        (strata, strata.replace("\n", " # <- strata stand here and in scheme.yaml: remove these\n")),
        (
            "standards:\n",
            "sampling: {cap: 4} # <- what is here belongs in scheme.yaml, without this key\nstandards:\n",
        ),
    )
    folder.write("scheme.yaml", "strata: []\n")
    assert folder.reports_what_it_says()


def test_duplicate_questions(folder: Folder) -> None:
    folder.question(
        "visits",
        "id: needs # <- the file of question “needs” must be needs.yaml && "
        "“needs” is already used on line 1 of questions/needs.yaml\ntype: text\ntext: Why?\n",
    )
    assert folder.reports_what_it_says()


@pytest.mark.parametrize(
    ("old", "again"),
    [
        (
            YES_NO_NA,
            f"{YES_NO_NA}\n    - {{value: yes, label: Yes, indeed}} # <- “yes” is already used on line 14",
        ),
        (
            "      - {value: low, label: Low, codes: [RLRH]}",
            (
                "      - {value: low, label: Low, codes: [RLRH]}\n"
                "      - {value: low, label: Lower} # <- “low” is already used on line 9"
            ),
        ),
    ],
)
def test_duplicate_options(folder: Folder, old: str, again: str) -> None:
    folder.manifest((old, again.replace("Yes, indeed", "Indeed")))
    assert folder.reports_what_it_says()


def test_duplicate_options_of_a_question(folder: Folder) -> None:
    folder.question(
        "visits",
        "id: visits\ntype: choice\ntext: How many?\nanswers:\n  - {value: few, label: Few}\n"
        "  - {value: few, label: Not many} # <- “few” is already used on line 5\n",
    )
    assert folder.reports_what_it_says()


def test_file_named_otherwise(folder: Folder) -> None:
    folder.question(
        "visits",
        "id: calls # <- the file of question “calls” must be calls.yaml\ntype: text\ntext: How many?\n",
    )
    assert folder.reports_what_it_says()


def test_asked_twice(folder: Folder) -> None:
    folder.manifest(
        (
            SECTION,
            (
                f"{SECTION}\n  - id: more\n    title: More\n    point: custody\n"
                "    questions: [visits] # <- “visits” is already asked in section “plan”"
            ),
        )
    )
    assert folder.reports_what_it_says()


def test_no_file(folder: Folder) -> None:
    folder.manifest(
        (
            SECTION,
            (
                "    questions: [plan_made, plan_date, visits, needs, plan_good, calls]"
                " # <- section “plan” asks “calls”, but there is no file questions/calls.yaml"
            ),
        )
    )
    assert folder.reports_what_it_says()


def test_never_listed(folder: Folder) -> None:
    words = "no section asks this question: name it in one or remove the file"
    folder.question("calls", f"id: calls # <- {words}\ntype: text\ntext: Why?\n")
    assert folder.reports_what_it_says()


def test_never_listed_and_not_readable(folder: Folder) -> None:
    words = "no section asks this question: name it in one or remove the file"
    folder.question("calls", f"id: calls # <- {words} && text: this is missing\ntype: text\n")
    assert folder.reports_what_it_says()


def test_stray_files(folder: Folder) -> None:
    folder.write("questions/visits.yml", "id: visits\n")
    folder.write("questions/.editor", "what an editor leaves is let be\n")
    assert folder.reported() == [
        "questions/visits.yml: this is not read: a question's file must end in .yaml"
    ]


def test_unused_answer_sets(folder: Folder) -> None:
    folder.manifest(
        (
            YES_NO_NA,
            (
                "  often: # <- warning: no question uses the answer set “often”\n"
                f"    - {{value: daily, label: Daily}}\n{YES_NO_NA}"
            ),
        )
    )
    assert folder.reports_what_it_says()


def test_unused_points(folder: Folder) -> None:
    late = "  - {id: late, title: Late} # <- warning: no section belongs to the assessment point “late”"
    folder.manifest((CUSTODY, f"{CUSTODY}\n{late}"))
    assert folder.reports_what_it_says()


def test_unused_points_says_nothing_while_a_section_cannot_be_read(folder: Folder) -> None:
    late = "  - {id: late, title: Late}"
    section = "    questions: []  # <- sections.questions: this list must not be empty\n    point: late"
    folder.manifest(
        (CUSTODY, f"{CUSTODY}\n{late}"), (SECTION, f"{SECTION}\n  - id: more\n    title: More\n{section}")
    )
    assert folder.reports_what_it_says()


def test_ratings_in_the_manifest(folder: Folder) -> None:
    standards, bands = MANIFEST.split("standards:")[1].split("strata:")[0].split("ratings:")
    folder.manifest(
        ("ratings:", "ratings: # <- bands belong in ratings.yaml: remove these"),
        (
            "standards:",
            (
                "rating_rules: {few_cases: 4} # <- what is here belongs in ratings.yaml, without this key\n"
                "standards: # <- standards belong in ratings.yaml: remove these"
            ),
        ),
    )
    folder.write("ratings.yaml", f"standards:{standards}bands:{bands}")
    assert folder.reports_what_it_says()
