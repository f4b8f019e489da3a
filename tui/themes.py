"""The themes that a config may name."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES

from tradewatch.errors import SettingsError

__all__ = ["check_theme"]


def check_theme(name: str, config: object) -> None:
    """Raises SettingsError for a theme that there is not; "" is the program's own."""
    if name and name not in BUILTIN_THEMES:
        raise SettingsError(f"{config}: unknown theme {name!r}", f"there are {', '.join(sorted(BUILTIN_THEMES))}")
