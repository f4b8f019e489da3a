"""Names of elements: which word of the desk's an element of a feed stands for, whatever its prefix.

The addresses and the words they share are those that feedparser reads by, since its answer is the measure (a test
compares both tables with the installed one). A prefix that is known but bound to a misspelt address counts as known.
"""

from __future__ import annotations

from tradewatch.feeds.unusual import Unusual

__all__ = ["BACKEND", "KINDS", "NAMESPACES", "Names"]

BACKEND = "http://backend.userland.com/rss"
"""Any address that holds this is the same namespace."""
_XLINK = "http://www.w3.org/1999/xlink"
_TABLE = """
http://backend.userland.com/rss http://blogs.law.harvard.edu/tech/rss http://purl.org/rss/1.0/
http://my.netscape.com/rdf/simple/0.9/ http://example.com/newformat# http://example.com/necho http://purl.org/echo/
uri/of/echo/namespace# http://purl.org/pie/ http://purl.org/atom/ns# http://www.w3.org/2005/Atom
http://purl.org/rss/1.0/modules/rss091#
admin=http://webns.net/mvcb/ ag=http://purl.org/rss/1.0/modules/aggregation/
annotate=http://purl.org/rss/1.0/modules/annotate/ audio=http://media.tangent.org/rss/1.0/
blogChannel=http://backend.userland.com/blogChannelModule
cc=http://creativecommons.org/ns#license cc=http://web.resource.org/cc/
creativeCommons=http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html
creativeCommons=http://backend.userland.com/creativeCommonsRssModule co=http://purl.org/rss/1.0/modules/company
content=http://purl.org/rss/1.0/modules/content/ cp=http://my.theinfo.org/changed/1.0/rss/
dc=http://purl.org/dc/elements/1.1/ dcterms=http://purl.org/dc/terms/ email=http://purl.org/rss/1.0/modules/email/
ev=http://purl.org/rss/1.0/modules/event/ feedburner=http://rssnamespace.org/feedburner/ext/1.0
fm=http://freshmeat.net/rss/fm/ foaf=http://xmlns.com/foaf/0.1/ geo=http://www.w3.org/2003/01/geo/wgs84_pos#
georss=http://www.georss.org/georss gml=http://www.opengis.net/gml icbm=http://postneo.com/icbm/
image=http://purl.org/rss/1.0/modules/image/ itunes=http://www.itunes.com/DTDs/PodCast-1.0.dtd
itunes=http://example.com/DTDs/PodCast-1.0.dtd l=http://purl.org/rss/1.0/modules/link/
media=http://search.yahoo.com/mrss media=http://search.yahoo.com/mrss/
pingback=http://madskills.com/public/xml/rss/module/pingback/ prism=http://prismstandard.org/namespaces/1.2/basic/
rdf=http://www.w3.org/1999/02/22-rdf-syntax-ns# rdfs=http://www.w3.org/2000/01/rdf-schema#
ref=http://purl.org/rss/1.0/modules/reference/ reqv=http://purl.org/rss/1.0/modules/richequiv/
search=http://purl.org/rss/1.0/modules/search/ slash=http://purl.org/rss/1.0/modules/slash/
soap=http://schemas.xmlsoap.org/soap/envelope/ ss=http://purl.org/rss/1.0/modules/servicestatus/
str=http://hacks.benhammersley.com/rss/streaming/ sub=http://purl.org/rss/1.0/modules/subscription/
sy=http://purl.org/rss/1.0/modules/syndication/ szf=http://schemas.pocketsoap.com/rss/myDescModule/
taxo=http://purl.org/rss/1.0/modules/taxonomy/ thr=http://purl.org/rss/1.0/modules/threading/
ti=http://purl.org/rss/1.0/modules/textinput/ trackback=http://madskills.com/public/xml/rss/module/trackback/
wfw=http://wellformedweb.org/commentAPI/ wiki=http://purl.org/rss/1.0/modules/wiki/
xhtml=http://www.w3.org/1999/xhtml xlink=http://www.w3.org/1999/xlink xml=http://www.w3.org/XML/1998/namespace
psc=http://podlove.org/simple-chapters
"""
_PAIRS = [row.split("=", 1) if "=" in row else ["", row] for row in _TABLE.split()]
NAMESPACES: dict[str, str] = {"": ""} | {address.lower(): word for word, address in _PAIRS}
"""Address in small letters: the word its elements carry before their name, "" for the feed formats themselves."""
_WORDS = frozenset(NAMESPACES.values()) - {""}

_KINDS = {
    "rss": "rss",
    "feed": "feed",
    "channel": "channel",
    "entry": "item entry",
    "title": "title dc_title",
    "media_title": "media_title",
    "link": "link",
    "guid": "guid id",
    "published": "published issued pubdate dcterms_issued",
    "updated": "updated modified lastbuilddate dc_date dcterms_modified",
    "created": "created dcterms_created",
    "description": "description dc_description media_description",
    "summary": "summary itunes_summary",
    "content": "content",
    "encoded": "content_encoded fullitem",
    "author": "author dc_author dc_creator itunes_author managingeditor",
    "name": "name itunes_name",
    "email": "email itunes_email",
    "href": "url homepage uri",
    "source": "source",
    "image": "image",
    "textinput": "textinput",
    "contributor": "contributor",
    "dc_contributor": "dc_contributor",
    "owner": "itunes_owner",
    "aside": "subtitle tagline itunes_subtitle rights copyright dc_rights info feedburner_browserfriendly",
    "leaf": "category keywords dc_subject media_category generator language dc_language webmaster dc_publisher"
    " expirationdate width height newlocation tags media_credit media_license media_player media_rating"
    " media_restriction media_thumbnail media_keywords dcterms_valid itunes_keywords"
    " itunes_block itunes_explicit georss_point georss_line georss_polygon georss_box",
    "license": "creativecommons_license",
    "plain": "itunes_category itunes_image itunes_link enclosure cloud media_content media_group cc_license"
    " where georss_where admin_generatoragent admin_errorreportsto",
    # what would be stored under a name that an entry is read by, or be read in a way of its own
    "strange": "abstract body xhtml_body date date_parsed links authors contributors publishers entries guidislink svg"
    " math xhtml_svg xhtml_math georssgeom geom psc_chapters psc_chapter"
    " gml_exterior gml_linearring gml_linestring gml_point gml_polygon gml_pos gml_poslist",
}
KINDS: dict[str, str] = {name: kind for kind, names in _KINDS.items() for name in names.split()}
"""What an element is, by its name in full; "" for those that no rule reads."""
_BINDINGS_MOST = 200
"""Namespaces in one document; each unknown element is looked for among them."""
_STRANGE_ENDS = ("_detail", "_parsed")
_STAYS_TEXTINPUT = frozenset({"title", "link", "description", "name"})
_STAYS_IMAGE = frozenset({"title", "link", "description", "url", "href", "width", "height"})


class Names:
    """The bindings of one document so far. Raises Unusual("prefix") where one would change or mislead."""

    def __init__(self) -> None:
        self.version = ""
        """The format as the first telling namespace gives it: rss090, rss10, atom10."""
        self._in_use: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._unnamed: set[str] = set()
        """Unknown addresses that were bound without a prefix."""

    def declare(self, prefix: str | None, address: str, *, at_root: bool) -> None:
        """Takes note of a binding; one that is there already may come again, never another.

        A prefix that means something else than its word may do so from the root on, not from the middle.
        """
        low = address.lower()
        if not address.isascii() or len(address.split()) != 1 or len(self._in_use) > _BINDINGS_MOST:
            raise Unusual("prefix")
        self._tell_version(prefix, low)
        if BACKEND.removeprefix("http://") in low:
            address = low = BACKEND
        word = NAMESPACES.get(low)
        misled = not at_root and prefix in _WORDS and word is not None and prefix != word
        if misled or (prefix == "rdf" and word != "rdf"):
            raise Unusual("prefix")
        if word is not None and prefix is not None and self._words.setdefault(prefix, word) != word:
            raise Unusual("prefix")
        if word is None and prefix is None:
            self._unnamed.add(address)
        elif word is None and address in self._unnamed:  # it would give open elements another name
            raise Unusual("prefix")
        key = word if word is not None else prefix or ""
        if key and self._in_use.setdefault(key, address) != address:
            raise Unusual("prefix")

    def _tell_version(self, prefix: str | None, low: str) -> None:
        if self.version:
            return
        if prefix is None and low == "http://my.netscape.com/rdf/simple/0.9/":
            self.version = "rss090"
        elif low == "http://purl.org/rss/1.0/":
            self.version = "rss10"
        elif low == "http://www.w3.org/2005/atom":
            self.version = "atom10"

    def full(self, name: str) -> tuple[str, str]:
        """Gives prefix and name of an element ("address name" or "name") as the kinds are listed by."""
        address, _, local = name.rpartition(" ")
        low = address.lower()
        if BACKEND.removeprefix("http://") in low:
            low = BACKEND
        word = NAMESPACES.get(low)
        prefix = word or ""
        if word is None:
            prefix = next((key for key, value in self._in_use.items() if key and value == address), "")
        prefix = prefix.lower()
        return self._words.get(prefix, prefix), local.lower()

    def kind(self, name: str) -> tuple[str, bool, bool]:
        """Gives what an element is, and whether it ends an open image and an open text input."""
        prefix, local = self.full(name)
        whole = f"{prefix}_{local}" if prefix else local
        kind = KINDS.get(whole, "")
        if kind == "strange" or (not kind and whole.endswith(_STRANGE_ENDS)):
            raise Unusual("element")
        bare = not prefix
        return kind, bare and local not in _STAYS_IMAGE, bare and local not in _STAYS_TEXTINPUT
