"""A desk's own templates: they replace ours, in a sandbox, and a mistake in one is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.export.made import item, report
from tradewatch.errors import TradewatchError
from tradewatch.records import Flagged
from tradewatch.storage.export.documents import html_brief, markdown_brief
from tradewatch.storage.export.templating import TEMPLATES, template_text


def test_a_template_of_the_desk_replaces_ours_and_the_rest_stay(tmp_path: Path) -> None:
    (tmp_path / "brief.md.j2").write_text(
        "{{ brief.topics[0].items[0].title }} {{ brief.topics[0].items[0].source }}\n"
    )
    made = report(Flagged(item(title="*A* {{ b }}"), ()), templates=str(tmp_path))
    assert markdown_brief(made) == "\\*A\\* \\{\\{ b \\}\\} [Harbour Wire](<https://example.org/1>)\n"
    assert "<!DOCTYPE html>" in html_brief(made)
    (tmp_path / "page.html.j2").write_text("<p>ours{% block body %}{% endblock %}")
    assert html_brief(made).startswith("<p>ours")


def test_each_of_our_templates_can_be_had_to_begin_with() -> None:
    assert all(template_text(name).strip() for name in TEMPLATES)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("one\ntwo {{ brief.titel }}", 2, "titel"),
        ("one\n{% for x in brief.topics %}\n", 0, "endfor"),
        ("{{ brief.title", 1, ""),
        ("\n\n{{ brief.title / 2 }}", 3, ""),
        ("\n{{ ''.__class__.__mro__ }}", 2, "unsafe"),
        ("\n{{ brief.__class__ }}", 2, "unsafe"),
        ("\n{{ 1 / 0 }}", 2, "zero"),
        ("{% include 'gone.j2' %}", None, "gone.j2"),
        ("{% include '../../etc/passwd' %}", None, "passwd"),
        ("\n{{ nobody }}", 2, "nobody"),
        ("\n{% for a in range(999999999) %}{% endfor %}", 2, "Range"),
        ("{% macro a() %}{{ a() }}{% endmacro %}\n{{ a() }}", 1, ""),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path: Path, text: str, line: int | None, words: str) -> None:
    path = tmp_path / "brief.html.j2"
    path.write_text(text, "utf-8")
    with pytest.raises(TradewatchError) as refused:
        html_brief(report(Flagged(item(), ()), templates=str(tmp_path)))
    assert words in refused.value.message
    if line is not None:
        assert refused.value.message.startswith(f"{path}:{line or ''}")


def test_what_is_no_template_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(TradewatchError, match="no folder with templates"):
        html_brief(report(Flagged(item(), ()), templates=str(tmp_path / "gone")))
    (tmp_path / "brief.html.j2").write_bytes(b"\xff\xfe")
    with pytest.raises(TradewatchError, match="not UTF-8"):
        html_brief(report(Flagged(item(), ()), templates=str(tmp_path)))
