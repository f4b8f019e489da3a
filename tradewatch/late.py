"""Names of a package whose parts are imported when they are first asked for (PEP 562)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

__all__ = ["late_name"]


def late_name(package: dict[str, Any], parts: Sequence[str], name: str) -> Any:
    """Gives a public name from the first part that has it, and keeps it in the package (its `globals()`).

    Raises AttributeError for a name that the package does not list.
    """
    if name in package["__all__"]:
        for part in parts:
            found = vars(import_module(f"{package['__name__']}.{part}")).get(name)
            if found is not None:
                package[name] = found
                return found
    raise AttributeError(name)
