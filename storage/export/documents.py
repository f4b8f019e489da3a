"""The brief as Markdown and as a page of HTML that needs nothing beside it."""

from __future__ import annotations

from tradewatch.storage.export.brief import brief_of
from tradewatch.storage.export.report import Report
from tradewatch.storage.export.templating import filled

__all__ = ["html_brief", "markdown_brief"]


def markdown_brief(report: Report) -> str:
    """Gives the brief in Markdown (CommonMark). Raises TradewatchError for a mistake in the desk's own template."""
    return filled("brief.md.j2", report.templates, brief=brief_of(report))


def html_brief(report: Report) -> str:
    """Gives the brief as HTML without scripts or anything from elsewhere. Raises as `markdown_brief` does."""
    return filled("brief.html.j2", report.templates, brief=brief_of(report))
