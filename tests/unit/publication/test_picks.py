"""Figures are found by words, and each link that is offered shows the very figure it is offered for."""

from dataclasses import replace

from inspect_app.findings.figures import Column, TableKind
from inspect_app.publication.figures import Shown, resolve
from inspect_app.publication.links import find_links
from inspect_app.publication.picks import MOST, Pick, pick_figures
from tests.samples import sample_snapshot

SNAPSHOT = sample_snapshot()
EVERYTHING = ("was", "plan", "cases", "yes", "no", "released", "rating", "rosh", "serious harm")


def found(query: str) -> tuple[Pick, ...]:
    return pick_figures(SNAPSHOT, query).found


def links(pick: Pick) -> dict[str, str]:
    return {link.typed: link.shown for link in pick.links}


def test_a_figure_is_found_by_words_of_its_question_and_answer_in_any_order_and_case() -> None:
    [pick] = [each for each in found("COMPLETED blank") if "blank" in each.title]
    assert pick.title == "Was a resettlement plan completed? Present but blank"
    assert pick.where == "Screening and plan"
    assert links(pick) == {
        "{{per_cent plan_completed=blank}}": "23 per cent",
        "{{n_of_n plan_completed=blank}}": "20 of 86",
        "{{count plan_completed=blank}}": "20",
    }


def test_what_has_not_every_word_is_not_found_and_no_words_find_nothing() -> None:
    assert pick_figures(SNAPSHOT, "completed osprey").total == 0
    assert pick_figures(SNAPSHOT, "  ").total == 0


def test_ratings_tables_charts_and_the_number_of_cases_are_found_first() -> None:
    assert links(found("planning")[0]) == {"{{rating planning}}": "Good"}
    assert "{{rating overall}}" in links(found("overall rating")[0])
    assert links(found("cases inspected")[0]) == {"{{cases}}": "86"}
    tables = [each for each in found("serious harm") if each.where == "Tables"]
    assert list(links(tables[0])) == ["{{table key_questions.by.rosh}}", "{{chart key_questions.by.rosh}}"]


def test_a_figure_of_a_group_names_its_table_and_its_column() -> None:
    [pick] = [each for each in found("protection serious harm high") if each.where.endswith("High")]
    assert "{{per_cent public_protection_sufficient=yes @ key_questions.by.rosh/high}}" in links(pick)


def test_every_link_that_is_offered_shows_what_is_said_of_it() -> None:
    for pick in [each for query in EVERYTHING for each in found(query)]:
        assert pick.links
        for link in pick.links:
            [placed] = find_links(link.typed)
            assert placed.link is not None, link.typed
            shown = resolve(placed.link, SNAPSHOT)
            assert isinstance(shown, Shown), link.typed
            assert shown.text == link.shown


def test_a_column_whose_id_has_a_blank_is_named_by_its_label() -> None:
    table = SNAPSHOT.table("key_questions.by.rosh")
    columns = tuple(
        Column("very high", "Very High", each.cases) if each.id == "high" else each for each in table.columns
    )
    renamed = replace(table, columns=columns)
    tables = tuple(renamed if each is table else each for each in SNAPSHOT.tables)
    picks = pick_figures(replace(SNAPSHOT, tables=tables), "protection very high")
    typed = [link.typed for pick in picks.found for link in pick.links]
    assert "{{per_cent public_protection_sufficient=yes @ key_questions.by.rosh/Very_High}}" in typed


def test_no_more_are_shown_than_anybody_reads_and_it_is_said_how_many_there_are() -> None:
    table = SNAPSHOT.table("key_questions")
    many = replace(table, rows=table.rows * MOST)
    picks = pick_figures(replace(SNAPSHOT, tables=(replace(many, kind=TableKind.SECTION),)), "public")
    assert len(picks.found) == MOST
    assert picks.total > MOST


def test_ids_are_searched_and_short_words_are_not_found_inside_others() -> None:
    assert any("{{per_cent plan_completed=blank}}" in links(pick) for pick in found("plan_completed blank"))
    assert any("{{per_cent plan_completed=blank}}" in links(pick) for pick in found("complet blank"))
    assert not found("omplet")
    assert not found("la")  # of plan, and of blank
    assert found("rosh")  # the id of a group
