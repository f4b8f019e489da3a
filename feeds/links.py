"""Links of entries: absolute, http or https, or none; a browser opens them later."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from tradewatch.clean import clean_line

__all__ = ["lawful_link"]


def lawful_link(link: str, base: str) -> str | None:
    """Gives the absolute address of a link in a document at `base`; None for any scheme but http and https."""
    address = re.sub(r"[\x00-\x1f\x7f]+", "", link.strip()).replace(" ", "%20")
    if not address:
        return None
    try:
        whole = urljoin(base, address)
        parts = urlsplit(whole)
        lawful = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return clean_line(whole) if lawful else None
