"""Names of a package whose parts are imported when they are first asked for (PEP 562)."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

__all__ = ["late_name"]


def late_name(package: dict[str, Any], parts: Mapping[str, str], name: str) -> Any:
    """Gives a public name from its part, the only one that is imported, and keeps it in the package (its `globals()`).

    `parts` has the names of each part, with blanks between. Raises AttributeError for a name of none.
    """
    for part, names in parts.items():
        if name in names.split():
            found = package[name] = getattr(import_module(f"{package['__name__']}.{part}"), name)
            return found
    raise AttributeError(name)
