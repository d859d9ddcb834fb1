import pytest

from inspect_app.publication.figures import Unknown
from inspect_app.publication.links import Link
from inspect_app.reports.prose import FIGURE, FIGURE_BLOCK, to_html, tokens
from tests.samples import sample_snapshot

SNAPSHOT = sample_snapshot()


def html(body: str) -> str:
    return to_html(body, SNAPSHOT, lambda link: f"<svg>{link.kind} {link.subject}</svg>")


def test_figures_stand_in_place_of_links() -> None:
    assert html("In {{figure plan_completed=present}} cases.") == (
        '<p>In <span class="linked" data-link="figure plan_completed=present">70 per cent (60 of 86)</span> '
        "cases.</p>\n"
    )


def test_links_that_lead_nowhere_are_marked() -> None:
    for typed in ("{{nonsense}}", "{{count nobody=yes}}", "{{table nobody}}"):
        assert html(typed) == f'<p><mark class="unknown">{typed}</mark></p>\n'


def test_tables_and_charts_stand_for_paragraphs_of_their_own() -> None:
    written = html("Before.\n\n{{table key_questions}}\n\n{{chart section.planning}}\n\nAfter.")
    assert written == (
        "<p>Before.</p>\n<svg>table key_questions</svg><svg>chart section.planning</svg><p>After.</p>\n"
    )
    assert "<svg>" not in html("- {{table key_questions}}\n")
    assert "<svg>" not in html("See {{table key_questions}}.")


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,AAAA)",
        "[x](file:///etc/passwd)",
        "[x](//elsewhere.example)",
        "![x](https://elsewhere.example/x.png)",
        '{{stated "<script>alert(1)</script>"}}',
        "{{<b onclick=alert(1)>}}",
        "<https://elsewhere.example/?q=\"onload='x'>",
        "```\n<script>\n```",
        "{{stated \"x' onclick='alert(1)\"}}",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_nothing_that_is_written_can_do_anything(bad: str) -> None:
    import nh3

    written = html(bad)
    for danger in ("<script", "<img", "<b ", 'href="javascript', 'href="data', 'href="file', 'href="//'):
        assert danger not in written
    attributes = {"a": {"href"}, "span": {"class", "data-link"}, "mark": {"class"}}
    tags = {"p", "a", "span", "mark"}
    assert nh3.clean(written, tags=tags, attributes=attributes, link_rel=None) == written


def test_links_go_to_the_web_to_an_address_or_to_a_place_in_the_report() -> None:
    written = html("[a](https://example.org/x) [b](mailto:a@example.org) [c](#ratings)")
    assert written.count("<a href=") == 3


def test_headings_begin_at_the_second_level_and_skip_none() -> None:
    assert html("# One\n\n#### Two\n\n###### Three\n\n## Four") == (
        "<h2>One</h2>\n<h3>Two</h3>\n<h4>Three</h4>\n<h2>Four</h2>\n"
    )


def test_a_written_table_has_headers_and_sets_numbers_to_the_right() -> None:
    written = html("| Place | Cases |\n|---|--:|\n| North | {{cases}} |\n")
    assert '<table class="written">' in written
    assert '<th scope="col">Place</th>' in written
    assert '<th scope="col" class="n">Cases</th>' in written
    assert '<td class="n"><span class="linked" data-link="cases">86</span></td>' in written
    assert "style" not in written


def test_tokens_tell_links_and_what_they_say() -> None:
    found = tokens("Of {{cases}} and {{nonsense}}.\n\n{{chart key_questions}}", SNAPSHOT)
    inline = next(token for token in found if token.type == "inline")
    figures = [token for token in inline.children or () if token.type == FIGURE]
    assert [token.content for token in figures] == ["86", "{{nonsense}}"]
    assert isinstance(figures[1].meta["answer"], Unknown)
    block = found[-1]
    assert (block.type, block.content) == (FIGURE_BLOCK, "Key questions: cases judged sufficient")
    assert isinstance(block.meta["link"], Link)
