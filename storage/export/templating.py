"""Documents for people, made from records by Jinja2 templates: ours, or the desk's own of the same name."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, FunctionLoader, StrictUndefined, TemplateError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from tradewatch.errors import TradewatchError
from tradewatch.escaping import markdown_safe
from tradewatch.storage.export.links import Link
from tradewatch.storage.export.whole import at_home

__all__ = ["TEMPLATES", "filled", "template_text"]

TEMPLATES = (
    "brief.md.j2", "brief.html.j2", "handover.md.j2", "handover.html.j2", "entry.html.j2", "parts.md.j2", "parts.html.j2",
    "page.html.j2",
)  # fmt: skip
"""What comes with the program: the documents first, then what they share."""
_FOLDER = "templates"
_FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a mistake in a template raises while it is filled."""


def filled(name: str, folder: str = "", **records: Any) -> str:
    """Gives a document: the template of that name filled with records.

    Nothing that is printed acts as markup: in HTML it is escaped as such, in Markdown as Markdown, whatever a template
    does; templates run in Jinja's sandbox. Raises TradewatchError where the desk's own has a mistake, with file and line.
    """
    environment = _environment(name.endswith(".md.j2"), folder)
    try:
        return environment.get_template(name).render(**records).strip() + "\n"
    except TemplateSyntaxError as error:
        raise _mistake(error.filename or error.name or name, error.lineno, error.message or "") from error
    except TemplateNotFound as error:
        raise TradewatchError(
            f"{folder}: no template {error.name}", f"there are {', '.join(TEMPLATES)}, and what lies in that folder"
        ) from error
    except UnicodeDecodeError as error:
        raise TradewatchError(f"a template in {folder} is not UTF-8: {error}", "save it as UTF-8") from error
    except OSError as error:
        raise TradewatchError(
            f"a template in {folder} cannot be read: {error}", "export.templates in the config"
        ) from error
    except _FAULTS as error:
        place, line = _place(error, name)
        raise _mistake(place, line, str(error) or type(error).__name__) from error


def template_text(name: str) -> str:
    """Gives a template that comes with the program, for a desk to begin its own with."""
    return files(__package__).joinpath(_FOLDER, name).read_text("utf-8")


@cache
def _environment(markdown: bool, folder: str) -> ImmutableSandboxedEnvironment:
    """Autoescaping is always on; for Markdown what is printed becomes safe before, so that macros stay what they give."""
    loaders: list[BaseLoader] = [FunctionLoader(_bundled(folder))]
    if folder:
        path = at_home(Path(folder))
        if not path.is_dir():
            raise TradewatchError(f"{path}: no folder with templates is there", "export.templates in the config")
        loaders.insert(0, FileSystemLoader(path))
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_markdown if markdown else _html,
    )


def _bundled(folder: str) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    """Gives ours by name; in a console that goes on running they are left as soon as the desk has its own."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if name not in TEMPLATES:
            return None
        return template_text(name), name, lambda: not (folder and (at_home(Path(folder)) / name).exists())

    return load


def _markdown(value: object) -> object:
    """A link is one; markup stays; all else becomes words on one line."""
    if isinstance(value, Link):
        words = markdown_safe(value.words)
        return Markup(f"[{words}](<{value.url}>)" if value.url and value.words != value.url else _bare(value, words))
    return value if hasattr(value, "__html__") else Markup(markdown_safe(str(value)))


def _bare(link: Link, words: str) -> str:
    return f"<{link.url}>" if link.url else words


def _html(value: object) -> object:
    if not isinstance(value, Link):
        return value
    if not value.url:
        return value.words
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(value.url, value.words)


def _place(error: BaseException, name: str) -> tuple[str, int]:
    """The last line of a template on the way to the mistake; Jinja writes the templates' places into the trace."""
    ended = [one for one in traceback.extract_tb(error.__traceback__) if one.filename.endswith(".j2")]
    return (ended[-1].filename, ended[-1].lineno or 0) if ended else (name, 0)


def _mistake(place: str, line: int, words: str) -> TradewatchError:
    return TradewatchError(
        f"{place}:{line}: {words}",
        "the template is the desk's own; without it ours is used" if Path(place).is_absolute() else "",
    )
