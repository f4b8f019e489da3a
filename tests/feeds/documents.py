"""Small documents of our own, one a trap: what feeds do, and what a fast reader could get wrong without a sound."""

from __future__ import annotations

__all__ = ["DOCUMENTS", "ROUTED", "atom", "rdf", "rss"]

_SPACES = (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom"'
)
_XHTML = '<div xmlns="http://www.w3.org/1999/xhtml">{}</div>'


def rss(item: str, channel: str = "", root: str = _SPACES, version: str = "2.0", before: str = "") -> bytes:
    """Gives an RSS document with one item of these elements and one that is plain."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{before}\n<rss version="{version}"{root}><channel><title>Desk</title>{channel}'
        f"<item>{item}</item>\n<item><title>Second</title><link>http://a.org/2</link></item></channel></rss>"
    ).encode()


def atom(entry: str, feed: str = "", root: str = "") -> bytes:
    """Gives an Atom document with one entry of these elements and one that is plain."""
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"{root}><title>Desk</title><id>urn:f</id>{feed}'
        f"<entry>{entry}</entry><entry><title>Second</title><id>urn:2</id><link href='/2'/></entry></feed>"
    ).encode()


def rdf(item: str, channel: str = "", attributes: str = ' rdf:about="http://a.org/1"', after: str = "") -> bytes:
    """Gives an RSS 1.0 document with one item of these elements."""
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://a.org/"><title>Old desk</title>{channel}'
        f"<items><rdf:Seq><rdf:li rdf:resource='http://a.org/1'/></rdf:Seq></items></channel>"
        f"<item{attributes}>{item}</item>{after}</rdf:RDF>"
    ).encode()


DOCUMENTS = [
    # links and ids
    rss("<title>No link</title><guid>http://a.org/g</guid>"),
    rss("<title>A guid that is no link</title><guid isPermaLink='false'>12345</guid>"),
    rss("<title>A guid that says True</title><guid isPermaLink='True'>http://a.org/g</guid>"),
    rss("<guid>http://a.org/g</guid><title>Guid first</title><link>http://a.org/l</link>"),
    rss("<link>http://a.org/l</link><link/><title>An empty one after</title><guid>http://a.org/g</guid>"),
    rss("<link>http://a.org/1?a=1&amp;amp;b=2&amp;copy;=3</link><title>Escaped twice</title>"),
    rss("<link> /relative path </link><title>Relative</title><guid>relative/guid</guid>"),
    rss("<link>http:///a.org//x;p?</link><title>Slashes</title>"),
    rss("<title>Two</title><link>http://a.org/1</link><atom:link href='http://a.org/self' rel='self'/>"),
    rss("<title>Other link</title><link>http://a.org/1</link><atom:link href='http://b.org/other'/>"),
    rss("<title>In CDATA</title><link><![CDATA[http://a.org/?x=1&y=2]]></link>"),
    rss(
        "<title>Base</title><link xml:base='http://b.org/d/'>e</link><guid>f</guid>", root=' xml:base="http://c.org/g/"'
    ),
    rss("<title>Script</title><link>javascript:alert(1)</link>"),
    rss("<title>Port</title><link>http://a.org:99999/[x</link>"),
    atom(
        "<title>Links</title><id>urn:1</id><link rel='replies' href='/r'/><link href='/a'/><link rel='ALTERNATE' href='/b'/>"
    ),
    atom("<title>Types</title><link type='application/json' href='/j'/><link type='TEXT/HTML' href='/h'/>"),
    atom("<title>Languages</title><link hreflang='de' href='/de'/><link hreflang='en' href='/en'/>"),
    atom("<title>Empty</title><link href=''/><id>tag:a.org,2025:1</id>"),
    atom("<title>Id only</title><id>http://a.org/1</id>"),
    atom("<title>Enclosure</title><link rel='enclosure' type='audio/mpeg' href='/a.mp3'/>"),
    atom("<title>Base</title><link href='x'/><id>y</id>", root=' xml:base="/base/"'),
    rdf("<title>About</title><link>http://a.org/1</link>"),
    rdf("<title>Guid too</title><link>http://a.org/1</link><guid>http://a.org/g</guid>"),
    rdf("<title>None</title><link>http://a.org/1</link>", attributes=""),
    # dates
    rss("<title>Both</title><dc:date>2025-03-04T05:06:07Z</dc:date><pubDate>Wed, 05 Mar 2025 06:07:08 GMT</pubDate>"),
    rss(
        "<title>Twice</title><pubDate>Wed, 05 Mar 2025 06:07:08 GMT</pubDate><pubDate>Thu, 06 Mar 2025 06:07:08 GMT</pubDate>"
    ),
    rss("<title>Empty</title><pubDate></pubDate><dc:date>2025-03-04</dc:date>"),
    rss("<title>Odd</title><pubDate>2025. 03. 04. 05:06</pubDate>"),
    rss("<title>Odd</title><pubDate>Tue Mar 04 05:06:07 2025</pubDate><dcterms:created>2024</dcterms:created>"),
    rss("<title>Nonsense</title><pubDate>yesterday &amp; today</pubDate>"),
    rss("<title>Beyond</title><pubDate>Tue, 04 Mar 9999 05:06:07 +9959</pubDate>"),
    rss("<title>A bare date</title><date>2025-03-04</date>"),
    atom(
        "<title>P and u</title><updated>2025-03-04T05:06:07+01:00</updated><published>2025-03-03T05:06:07Z</published>"
    ),
    atom("<title>U</title><updated>2025-03-04T05:06:07.123-0500</updated>"),
    atom(
        "<title>Old names</title><issued>2025-03-04</issued><modified>2025-03-05</modified><created>2025-03-03</created>"
    ),
    rdf("<title>D</title><dc:date>2025-03-04T05:06+09:00</dc:date>"),
    # authors
    rss("<title>Mail</title><author>ann@a.org (Ann Reporter)</author>"),
    rss("<title>Mail only</title><author>ann@a.org</author>"),
    rss("<title>Two</title><dc:creator>Ann</dc:creator><dc:creator>Ben</dc:creator>"),
    rss("<title>Two kinds</title><author>b@b.org &lt;Ben&gt;</author><itunes:author>Show</itunes:author>"),
    rss("<title>Empty</title><dc:creator></dc:creator><author>x</author>"),
    rss("<title>Atom's</title><atom:author><atom:name>Ann</atom:name><atom:uri>/ann</atom:uri></atom:author>"),
    atom("<title>All</title><author><name>Ann</name><email>a@a.org</email><uri>/ann</uri></author>"),
    atom("<title>Two</title><author><name>Ann</name></author><author><name>Ben</name></author>"),
    atom("<title>Nameless</title><author><email>a@a.org</email></author><contributor><name>C</name></contributor>"),
    atom("<title>Blank</title><author> <name> </name> </author><author>Loose <name>N</name></author>"),
    atom("<title>Feed's</title>", feed="<author><name>Feed</name></author>"),
    atom("<title>More</title><author><name>A</name><x:p xmlns:x='urn:x' a='1'/></author>"),
    # texts
    rss(
        "<title>T</title><description>Short</description><content:encoded><![CDATA[<p>Long &amp; more</p>]]></content:encoded>"
    ),
    rss("<title>T</title><content:encoded>&lt;p&gt;First&lt;/p&gt;</content:encoded><description>After</description>"),
    rss("<title>T</title><content:encoded>only &lt;b&gt;it&lt;/b&gt;</content:encoded>"),
    rss("<title>T</title><description>One</description><description>Two &lt;b&gt;b&lt;/b&gt;</description>"),
    rss(
        "<title>T</title><description>D</description><itunes:summary>S</itunes:summary><itunes:subtitle>U</itunes:subtitle>"
    ),
    rss(
        "<title>T</title><itunes:summary>S &amp;amp; s</itunes:summary><description>&lt;p&gt;D&lt;/p&gt;</description>"
    ),
    rss("<title>T</title>", channel="<itunes:summary>s</itunes:summary><description>d</description>"),
    rss("<title>T</title><description>a</description><dc:description>b</dc:description>"),
    rss("<title>T</title><media:description type='plain'>m &lt;i&gt;</media:description>"),
    rss("<description>Text <![CDATA[and <b>bold</b>]]> and &lt;i&gt;more&lt;/i&gt;</description><title>Mixed</title>"),
    rss("<description>with <b>child</b> markup</description><title>Child</title>"),
    rss("<title>Tom &amp;amp; Jerry &lt;b&gt;in bold&lt;/b&gt;</title>"),
    rss("<title>AT&amp;T, a &lt; b &lt;unknown&gt;x&lt;/unknown&gt;</title>"),
    rss("<title>  two\n  lines  </title><description>\n\n one\n\n\n two </description>"),
    rss("<title>CafÃ© and â\u0080\u0099s</title><description>Ã©tÃ© ’ mixed</description>"),
    rss("<title>smart &#146;quotes&#148; &#133;</title><description>&#8217;&#128;</description>"),
    rss("<title>First</title><title>Second</title>"),
    rss("<title></title><title>After an empty one</title>"),
    rss("<media:title>Media first</media:title><title>Title</title>"),
    rss("<title>Title</title><media:title>Media after</media:title>"),
    rss("<media:group><media:title>Deeper</media:title><media:description>Deep</media:description></media:group>"),
    rss(
        "<media:content url='u'><media:title>Deeper</media:title></media:content><title>Title</title><dc:title>DC</dc:title>"
    ),
    rss("<x:wrap xmlns:x='urn:x'><title>Wrapped</title><link>http://w.org/</link></x:wrap><title>Own</title>"),
    rss(
        "<x:wrap xmlns:x='urn:x'>stray <link>http://w.org/</link></x:wrap><title>Own</title><link>http://a.org/1</link>"
    ),
    rss("<title>Source</title><source url='http://s.org/'>The source</source><title>Again</title>"),
    rss("<title>Image</title><image><url>http://a.org/i.png</url></image><description>D</description>"),
    rss("<title>Image</title><image><url>u</url><title>I</title></image>"),
    rss("<title>T</title>", channel="<image><title>I</title><url>u</url><link>l</link></image><title>Again</title>"),
    rss("<title>T</title>", channel="<textInput><title>Search</title><name>q</name><link>l</link></textInput>"),
    rss("<title>Outer</title><item><title>Nested</title></item>"),
    rss("<description type='text/plain'>a &lt;b&gt;</description><title type='html'>&lt;b&gt;x&lt;/b&gt;</title>"),
    rss("<category domain='d'>c</category><comments>/c</comments><enclosure url='e'/><title>All sorts</title>"),
    rss("<title>Older</title><description>D</description>", root="", version="0.91"),
    rss(
        "<title>DOCTYPE</title>",
        before='\n<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://a.org/rss.dtd">',
        root="",
    ),
    atom("<title type='html'>&lt;i&gt;It&lt;/i&gt; &amp;amp; more</title><summary>a &lt; b &amp;lt;</summary>"),
    atom(
        "<title type='text'>a &lt;b&gt;</title><summary type='html'>&lt;p&gt;S&lt;/p&gt;</summary><content>plain &lt;p&gt;</content>"
    ),
    atom("<title>C</title><content type='html'>&lt;p class='x'&gt;Only content&lt;/p&gt;</content>"),
    atom(f"<title>X</title><content type='xhtml'>{_XHTML.format('<p>One <b>two</b></p><p>a &lt; b</p>')}</content>"),
    atom(
        f"<title type='xhtml'>{_XHTML.format('a <i>b</i>')}</title><summary type='xhtml'>\n {_XHTML.format('s')}\n</summary>"
    ),
    atom(f"<title>X</title><content type='xhtml'>{_XHTML.format('1')}{_XHTML.format('2')}</content>"),
    atom(
        "<title>X</title><content type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:p>p</h:p></h:div></content>"
    ),
    atom("<title>Src</title><content type='video/mp4' src='/v'/><summary>s</summary>"),
    atom("<title>Src</title><content src='/v'/><summary>s</summary>"),
    atom(
        "<source><title>S</title><id>urn:s</id><link href='http://s.org/'/><updated>2024-01-01</updated></source><title>T</title>"
    ),
    atom("<title>Rights</title><rights type='html'>&lt;b&gt;</rights><category term='c'/>"),
    rdf(
        "<title>T</title><description>D &lt;br&gt; d</description><dc:creator>Ann</dc:creator><dc:subject>s</dc:subject>"
    ),
    rdf(
        "<title>T</title>",
        after="<image rdf:about='i'><title>I</title><url>u</url></image><textinput><title>S</title></textinput>",
    ),
    # names
    rss(
        "<media:title>M</media:title><media:description>D</media:description>",
        root=' xmlns:media="http://search.yahoo.com/MRSS"',
    ),
    rss("<media:title>M</media:title><title>T</title>", root=' xmlns:media="http://search.yahoo.com/mrss/misspelt"'),
    rss("<dc:creator>A</dc:creator><title>T</title>", root=' xmlns:dc="http://purl.org/dc/element/1.1"'),
    rss("<d:creator>A</d:creator><title>T</title>", root=' xmlns:d="http://purl.org/dc/elements/1.1/"'),
    rss(
        "<dc:encoded>C</dc:encoded><dc:title>t</dc:title>", root=' xmlns:dc="http://purl.org/rss/1.0/modules/content/"'
    ),
    rss(
        "<d:title>t</d:title>",
        root=' xmlns:dc="http://purl.org/rss/1.0/modules/content/" xmlns:d="http://purl.org/dc/elements/1.1/"',
    ),
    rss(
        "<cc:license>l</cc:license>", root=' xmlns:cc="http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html"'
    ),
    rss("<TITLE>Upper</TITLE><Link>http://a.org/1</Link>"),
    rss("<title>D</title><link>http://a.org/1</link>", root=' xmlns="http://unknown.org/"'),
    rss("<title>D</title><link>http://a.org/1</link>", root=' xmlns="http://backend.userland.com/rss2"'),
]
"""Equal on the fast path, or routed; never different."""

ROUTED = {
    "root": b"<html><head><title>t</title></head><body/></html>",
    "entity": rss("<title>&a;</title>", before="\n<!DOCTYPE rss [\n<!ENTITY a 'b'>\n]>"),
    "doctype": rss("<title>caf&eacute;</title>", before="<!DOCTYPE rss SYSTEM 'http://a.org/x.dtd'>"),
    "ill-formed": rss("<title>caf&eacute;</title>", before="\n<!DOCTYPE rss SYSTEM 'http://a.org/x.dtd'>"),
    "charset": b"\xef\xbb\xbf" + rss("<title>Caf\u00e9</title>").replace(b"utf-8", b"iso-8859-1"),
    "blank": b"\n" + rss("<title>T</title>").replace(b"utf-8", b"gb2312"),
    "nested": rss("<title>Outer</title><item><title>Nested</title></item>"),
    "markup": rss("<description>with <b>child</b> markup</description>"),
    "base64": atom("<title>T</title><content mode='base64'>eA==</content>"),
    "xhtml": atom("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><script>x</script></div></content>"),
    "prefix": rss("<title xmlns:dc='http://purl.org/rss/1.0/modules/content/'>T</title>", root=""),
    "element": rss("<title>A bare date</title><date>2025-03-04</date>"),
    "attribute": rss("<title>T</title><link x:href='h' xmlns:x='urn:x'>l</link>"),
    "base": rss("<title>T</title>", root=' xml:base="javascript:x"'),
    "type": rss("<title type='text/x-wiki'>T</title>"),
}
"""A document for every reason, by its word."""
