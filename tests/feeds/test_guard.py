"""Which addresses may be contacted, and how they are shown."""

from __future__ import annotations

import pytest

from tradewatch.addresses import without_credentials
from tradewatch.errors import FeedError
from tradewatch.feeds.guard import AddressGuard, is_public, shown


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "1.1.1.1"])
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "3fff::1", "127.1", "0x7f.1", "2130706433",
        "localhost", "",
    ],
)  # fmt: skip
def test_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/f", "file:///etc/passwd", "//example.org/f", "http://", "http://exa mple.org/", "http://127.1/", "http://2130706433/",
     "http://[::1]/", "http://example.org:0/", "http://example.org:99999/", "gopher://example.org", "http://a\\@b/", "javascript:1"],
)  # fmt: skip
def test_no_request_at_all(url: str) -> None:
    with pytest.raises(FeedError):
        AddressGuard().check_url(url)


def test_only_the_exact_place_is_allowed() -> None:
    guard = AddressGuard(["127.0.0.1:8080"])
    assert guard.check_url("http://127.0.0.1:8080/f").place == "127.0.0.1:8080"
    for url in ("http://127.0.0.1:8081/f", "http://127.0.0.1/f", "http://127.0.0.2:8080/f"):
        with pytest.raises(FeedError):
            guard.check_url(url)


def test_credentials_go_to_the_server_and_nowhere_else() -> None:
    target = AddressGuard().check_url("https://ann:s%20cret@feeds.example.org/f?x=1")
    assert target.credentials == ("ann", "s cret")
    assert "cret" not in target.url
    assert without_credentials("https://ann:secret@feeds.example.org/f") == "https://feeds.example.org/f"
    assert shown("https://ann:secret@e.org/\x1b[31mf") == "https://e.org/f"
    assert shown("https://ann:[se@cret@e.org/f?a@b") == "https://e.org/f?a@b"  # of what is no address too
