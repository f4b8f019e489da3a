"""Links of entries: absolute, http or https, or none; a browser opens them later."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from tradewatch.addresses import without_credentials
from tradewatch.clean import clean_line

__all__ = ["PLAIN_ADDRESS", "begins_well", "lawful_link"]

_PATH = r"[A-Za-z0-9._~/\-%=&+,@!$'()*:]"
PLAIN_ADDRESS = re.compile(
    rf"https?://[a-zA-Z0-9](?:[a-zA-Z0-9.\-]*[a-zA-Z0-9])?(?::[0-9]{{1,5}})?/{_PATH}*(?:\?(?:{_PATH}|[?])+)?(?:#(?:{_PATH}|[?])+)?\Z"
)
"""An address in full that is what it is under every base, and needs no cleaning."""


def begins_well(address: str) -> bool:
    """Whether a link begins as addresses do: `-new-tab` is an option to a program, `|` and its like are worse."""
    return bool(address) and (address[0].isalnum() or address[0] in "/.?#_~%")


def lawful_link(link: str, base: str) -> str | None:
    """Gives the absolute address of a link in a document at `base`; None for any scheme but http and https.

    A user in front of the host is taken away: `https://paper.example@other.example/` shows one and leads to the other.
    """
    if PLAIN_ADDRESS.match(link):
        return link
    # Cleaned before it is taken apart: what cleaning takes out must not move the end of the host.
    address = clean_line(re.sub(r"[\x00-\x1f\x7f-\x9f]+", "", link.strip())).replace(" ", "%20")
    if not begins_well(address):
        return None
    try:
        whole = without_credentials(clean_line(urljoin(base, address)))
        parts = urlsplit(whole)
        lawful = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return whole if lawful else None
