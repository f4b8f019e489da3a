"""docs/exports.md names every format, template and field that a desk may write into its templates."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import Struct

from tradewatch.storage.export import brief, handoverbrief
from tradewatch.storage.export.formats import ENDINGS, FORMATS
from tradewatch.storage.export.inforce import FigureLine
from tradewatch.storage.export.links import Link
from tradewatch.storage.export.rows import schema_text
from tradewatch.storage.export.said import Said
from tradewatch.storage.export.templating import TEMPLATES

PAGE = (Path(__file__).parents[3] / "docs" / "exports.md").read_text("utf-8")
RECORDS: tuple[type[Struct], ...] = (
    brief.Brief, brief.Topic, brief.BriefItem, Said, FigureLine, Link, handoverbrief.HandoverBrief, handoverbrief.CameTopic,
    handoverbrief.StoryLine, handoverbrief.DonePart, handoverbrief.DoneLine,
)  # fmt: skip


def test_every_format_ending_and_template_is_named() -> None:
    names = [*FORMATS, *ENDINGS, *TEMPLATES]
    assert [name for name in names if f"`{name}`" not in PAGE and name not in (".jsonfeed.json",)] == []
    assert schema_text().split('"$id": "')[1].split('"')[0] in PAGE


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: one.__name__)
def test_every_field_of_a_record_stands_in_a_row(record: type[Struct]) -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")]
    assert any(all(f"`{name}`" in row for name in record.__struct_fields__) for row in rows)
