"""tradewatch: a terminal console for newsrooms that cover the trade war between the United States and China."""

from pathlib import Path

__all__ = ["__version__"]

__version__ = "0.1.0"

# In a checkout the other rooms lie beside this folder, not in it; an installed package has them inside. Without this
# line `python -m tradewatch` in a clone would find half a package.
_checkout = Path(__file__).resolve().parent.parent
if (_checkout / "pyproject.toml").is_file() and (_checkout / "tui").is_dir():
    __path__.append(str(_checkout))
