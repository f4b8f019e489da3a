"""Documents that are nearly feeds, built piece by piece, and the headers that come with them."""

from __future__ import annotations

from encodings.aliases import aliases

from hypothesis import strategies as st

from tests.feeds.documents import DOCUMENTS, ROUTED
from tests.feeds.realistic import REALISTIC

__all__ = ["BODIES", "CONTENT_TYPES", "one", "row"]


def one(choices: str) -> st.SearchStrategy[str]:
    """One of the choices, which bars part."""
    return st.sampled_from(choices.split("|"))


def row(choices: str, most: int = 12) -> st.SearchStrategy[str]:
    """A text of up to so many of the choices."""
    return st.lists(one(choices), max_size=most).map("".join)


_CHARSETS = one("utf-8|UTF-8|us-ascii|latin-1|windows-1252|gb2312|utf-16|utf-7|no-such||\x00|é|\ud800") | st.sampled_from(sorted(aliases))  # fmt: skip
CONTENT_TYPES = st.builds("{}; charset={}".format, one("application/xml|application/rss+xml|text/xml|x|"), _CHARSETS)
CONTENT_TYPES = one("application/xml|application/rss+xml||;charset") | CONTENT_TYPES | st.text(max_size=12)
_PROLOGS = one(
    "<?xml version='1.0' encoding='X'?>|<?xml version='1.0'?>| <?xml version='1.0'?>|<?xml encoding='X'|<?xml-stylesheet href='X'?>|"
)
_HEADS = row(
    "<!DOCTYPE rss>|\n<!DOCTYPE rss SYSTEM 'http://a.org/d'>|<!DOCTYPE rss [<!ENTITY e 'words'>]>|<!-- <a -->|<!-- c -->|<?p <a ?>|"
    "<!DOCTYPE rss [|<!ENTITY % p SYSTEM '/etc/passwd'> %p;|]>|<!doctype rss>| |é", 3,
)  # fmt: skip
_ELEMENTS = row(
    "<title>T &e; &lt;b&gt;</title>|<link>http://a.org/1</link>|<link>&#xD800;-x</link>|<link href='-n'/>|<guid>g</guid>|"
    "<pubDate>Thu, 05 Jun 2025 09:00:00 GMT</pubDate>|<pubDate>&#xD800; 2025</pubDate>|<description>关税 é &#146;</description>|"
    "<author>a@b.org (A)</author>|<![CDATA[<!ENTITY e 'x'>]]>|</item><item>|<item>|</channel>|<x:y>z</x:y>|&#0;|\x00|&amp|<id>&#x1F468;</id>|"
    "<content type='xhtml'><div>w</div></content>|<updated>99999-13-41T25:61</updated>|<a b='|<image><url>u</url></image>", 6,
)  # fmt: skip
_KINDS = one(
    "<rss version='2.0'><channel><title>D</title><item>{}</item></channel></rss>|<rss><channel><item>{}|{}|<html>{}|"
    "<feed xmlns='http://www.w3.org/2005/Atom'><entry>{}</entry></feed>|"
    '{{"version": "https://jsonfeed.org/version/1", "items": [{{"title": "{}", "url": "\\ud800", "id": 1e999}}, 7]}}'
)
_DECLARED = st.builds(str.replace, _PROLOGS, st.just("X"), one("utf-8|UTF-8|utf8") | _CHARSETS)
_BROUGHT = st.tuples(_DECLARED, _HEADS, st.builds(str.format, _KINDS, _ELEMENTS)).map("".join)
_WRITTEN = one("utf-8|" * 9 + "latin-1|utf-16|utf-16-be|gb18030|utf-7|utf-32")
_WHOLE = st.sampled_from([b"", *DOCUMENTS, *ROUTED.values(), *REALISTIC.values()])
_MARKS = st.sampled_from([b""] * 9 + [b"\xef\xbb\xbf", b"\xff\xfe", b"\x00"])
_CHANGES = st.binary(max_size=40) | st.sampled_from(b"<|>|&|<!--|<![CDATA[|</item>|\xed\xa0\x80".split(b"|"))
_BEFORE = st.builds(str.encode, _BROUGHT, _WRITTEN, st.just("ignore")) | _WHOLE


@st.composite
def _near_feeds(draw: st.DrawFn) -> bytes:
    body = draw(_MARKS) + draw(_BEFORE)
    for piece in draw(st.lists(_CHANGES, max_size=2)):
        at = draw(st.integers(0, len(body)))
        body = body[:at] + piece + body[at + draw(st.integers(0, 9)) :]
    return body


BODIES = _near_feeds()
"""A document that is nearly a feed: in some charset, behind some mark, with some bytes exchanged. Or bytes of any kind."""
