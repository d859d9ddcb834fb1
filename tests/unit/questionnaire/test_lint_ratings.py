from tests.unit.questionnaire.small_questionnaire import Folder

BANDS = """\
  - {id: good, title: Good, words: a majority, at_least: 50, points: 1}
  - {id: poor, title: Poor, words: a minority, at_least: 0, points: 0}
"""


def test_standards_without_ratings(folder: Folder) -> None:
    folder.manifest(
        (f"ratings:\n{BANDS}", ""),
        ("standards:", "standards: # <- standards need ratings: give the rating bands"),
    )
    assert folder.reports_what_it_says()


def test_bands_not_from_zero(folder: Folder) -> None:
    folder.manifest(
        (
            "at_least: 0, points: 0}",
            "at_least: 10, points: 0} # <- the lowest rating must begin at 0 per cent",
        )
    )
    assert folder.reports_what_it_says()


def test_bands_at_the_same_per_cent(folder: Folder) -> None:
    words = "“poor” and “fair” both begin at 0 per cent"
    band = f"  - {{id: fair, title: Fair, words: some, at_least: 0, points: 1}} # <- {words}\n"
    folder.manifest((BANDS, BANDS.replace("points: 1", "points: 2") + band))
    assert folder.reports_what_it_says()


def test_points_not_rising(folder: Folder) -> None:
    words = "“good” must give more points than “poor”, which begins lower"
    folder.manifest(("points: 1}", f"points: 0}} # <- {words}"))
    assert folder.reports_what_it_says()
