"""Feeds in the manner of real sites, of our own writing: what each system sends around its entries."""

from __future__ import annotations

from html import escape

__all__ = ["REALISTIC"]

_HTML = '<p>Trade talks in <a href="https://{site}/t?a=1&amp;b={n}">Geneva</a> &#8211; day {n}&hellip;</p>\n<p>Duties stay at 10&nbsp;%.</p>'
_DC = ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
_CONTENT = ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
_ATOM = ' xmlns:atom="http://www.w3.org/2005/Atom"'
_MEDIA = ' xmlns:media="http://search.yahoo.com/mrss/"'
_ITUNES = ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
_SY = ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
_DAY = "Thu, {n:02} Jun 2025 08:15:00 {zone}"


def _items(site: str, item: str, count: int = 5, zone: str = "+0000") -> str:
    found = []
    for n in range(1, count + 1):
        html = _HTML.format(site=site, n=n)
        known = {"site": site, "n": n, "html": escape(html, quote=False), "cdata": f"<![CDATA[{html}]]>", "zone": zone}
        found.append(item.replace("{day}", _DAY.format(n=n, zone=zone)).format(**known))
    return "\n".join(found)


def _rss(
    site: str,
    item: str,
    names: str = "",
    channel: str = "",
    head: str = '<?xml version="1.0" encoding="UTF-8"?>',
    **more: str,
) -> bytes:
    items = _items(site, item, **more)  # type: ignore[arg-type]
    text = (
        f'{head}<rss version="2.0"{names}>\n<channel>\n<title>{site} – News</title>\n<link>https://{site}/</link>\n'
        f"<description>All of it</description>\n{channel}\n{items}\n</channel>\n</rss>\n"
    )
    return text.encode("windows-1252" if "windows-1252" in head else "utf-8")


def _atom(site: str, entry: str, names: str = "", feed: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"{names}>\n<title type="text">{site}</title>\n'
        f'<id>https://{site}/</id><updated>2025-06-05T08:15:00Z</updated><link href="https://{site}/" rel="alternate"/>{feed}\n{_items(site, entry)}\n</feed>'
    ).encode()


_PLAIN = "<item><title>Duties, day {n}</title><link>https://{site}/{n}</link><description>{html}</description><pubDate>{day}</pubDate><guid>https://{site}/{n}</guid></item>"
_WORDPRESS = (
    "<item>\n<title>Talks &#8217;go on&#8217; {n}</title>\n<link>https://{site}/2025/06/talks-{n}/</link>\n<comments>https://{site}/{n}/#comments</comments>\n"
    '<dc:creator><![CDATA[Ann]]></dc:creator>\n<pubDate>{day}</pubDate>\n<category><![CDATA[Trade]]></category>\n<guid isPermaLink="false">https://{site}/?p={n}</guid>\n'
    "<description>{cdata}</description>\n<content:encoded>{cdata}</content:encoded>\n<wfw:commentRss>https://{site}/{n}/feed/</wfw:commentRss>\n"
    "<slash:comments>0</slash:comments>\n</item>"
)
_WP = _CONTENT + ' xmlns:wfw="http://wellformedweb.org/CommentAPI/"' + _DC + _ATOM + _SY
_WP_CHANNEL = (
    '<atom:link href="https://a.org/feed/" rel="self" type="application/rss+xml"/><lastBuildDate>Thu, 05 Jun 2025 08:15:00 +0000</lastBuildDate>'
    "<language>en-US</language><sy:updatePeriod>hourly</sy:updatePeriod><generator>https://wordpress.org/?v=6.5</generator>"
    "<image><url>https://a.org/i.png</url><title>News</title><link>https://a.org</link><width>32</width><height>32</height></image>"
)
_BLOGGER = (
    "<entry><id>tag:blogger.com,1999:blog-1.post-{n}</id><published>2025-06-0{n}T08:15:00.001-07:00</published><updated>2025-06-0{n}T09:00:00.000-07:00</updated>"
    "<category scheme='http://www.blogger.com/atom/ns#' term='trade'/><title type='text'>Talks {n}</title><content type='html'>{html}</content>"
    "<link rel='replies' type='application/atom+xml' href='https://{site}/c/{n}' title='Post'/><link rel='alternate' type='text/html' href='https://{site}/{n}.html' title='T'/>"
    "<author><name>Ann</name><uri>http://www.blogger.com/profile/1</uri><email>noreply@blogger.com</email>"
    "<gd:image rel='http://schemas.google.com/g/2005#thumbnail' width='16' height='16' src='https://img1.blogblog.com/img/b16-rounded.gif'/></author><thr:total>0</thr:total></entry>"
)
_GD = " xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/' xmlns:gd='http://schemas.google.com/g/2005' xmlns:thr='http://purl.org/syndication/thread/1.0'"
_DRUPAL = (
    "<item> <title>Notice {n}</title>\n <link>https://{site}/node/{n}</link>\n <description>&lt;span&gt;Notice&lt;/span&gt;\n{html}</description>\n <pubDate>{day}</pubDate>\n"
    '<dc:creator>admin</dc:creator>\n <guid isPermaLink="false">{n} at https://{site}</guid>\n </item>'
)
_SUBSTACK = (
    '<item><title><![CDATA[Talks {n}]]></title><description><![CDATA[In short]]></description><link>https://{site}/p/{n}</link><guid isPermaLink="false">https://{site}/p/{n}</guid>'
    '<dc:creator><![CDATA[Ann]]></dc:creator><pubDate>{day}</pubDate><enclosure url="https://{site}/i.jpg" length="0" type="image/jpeg"/><content:encoded>{cdata}</content:encoded></item>'
)
_PODCAST = (
    "<item><title>Episode {n}</title><itunes:title>Episode {n}</itunes:title><itunes:episodeType>full</itunes:episodeType><description>{cdata}</description><itunes:summary>{cdata}</itunes:summary>"
    '<content:encoded>{cdata}</content:encoded><itunes:author>Show</itunes:author><itunes:image href="https://{site}/i.jpg"/><itunes:explicit>no</itunes:explicit><itunes:duration>1800</itunes:duration>'
    '<pubDate>{day}</pubDate><guid isPermaLink="false">urn-{n}</guid><enclosure url="https://{site}/{n}.mp3" length="1" type="audio/mpeg"/></item>'
)
_PODCAST_CHANNEL = (
    "<itunes:summary>All</itunes:summary><itunes:author>Show</itunes:author><itunes:owner><itunes:name>O</itunes:name><itunes:email>o@a.org</itunes:email></itunes:owner>"
    '<itunes:category text="News"><itunes:category text="Politics"/></itunes:category><itunes:type>episodic</itunes:type>'
)
_YOUTUBE = (
    '<entry><id>yt:video:v{n}</id><yt:videoId>v{n}</yt:videoId><title>Video {n}</title><link rel="alternate" href="https://{site}/watch?v={n}"/><author><name>Ch</name><uri>https://{site}/c</uri></author>'
    '<published>2025-06-0{n}T08:15:00+00:00</published><updated>2025-06-0{n}T08:20:00+00:00</updated><media:group><media:title>Video {n}</media:title><media:content url="https://{site}/v/{n}" type="application/x-shockwave-flash"/>'
    '<media:thumbnail url="https://{site}/{n}.jpg"/><media:description>About it\nand more</media:description><media:community><media:starRating count="1" average="5.00"/></media:community></media:group></entry>'
)
_REDDIT = (
    '<entry><author><name>/u/ann</name><uri>https://{site}/user/ann</uri></author><category term="trade" label="r/trade"/><content type="html">&lt;!-- SC_OFF --&gt;&lt;div class=&quot;md&quot;&gt;{html}&lt;/div&gt;</content>'
    '<id>t3_{n}</id><link href="https://{site}/r/{n}/"/><updated>2025-06-0{n}T08:15:00+00:00</updated><published>2025-06-0{n}T08:15:00+00:00</published><title>Post {n}</title></entry>'
)
_MASTODON = (
    '<item><guid isPermaLink="true">https://{site}/@ann/{n}</guid><link>https://{site}/@ann/{n}</link><pubDate>{day}</pubDate><description>{html}</description>'
    '<media:content url="https://{site}/{n}.png" type="image/png" fileSize="1" medium="image"><media:rating scheme="urn:simple">nonadult</media:rating><media:description type="plain">A chart</media:description></media:content><category>trade</category></item>'
)
_BURNER = (
    '<item><title>Story {n}</title><link>http://feedproxy.example.com/~r/a/{n}</link><guid isPermaLink="false">https://{site}/{n}</guid><description>{html}</description><pubDate>{day}</pubDate>'
    "<feedburner:origLink>https://{site}/{n}</feedburner:origLink></item>"
)
_NEWS = (
    '<item><title>Headline {n}</title><link>https://{site}/articles/{n}?oc=5</link><guid isPermaLink="false">id{n}</guid><pubDate>{day}</pubDate><description>&lt;a href="https://{site}/{n}"&gt;Headline&lt;/a&gt;&amp;nbsp;&lt;font color="#6f6f6f"&gt;Paper&lt;/font&gt;</description>'
    '<source url="https://paper.example">Paper</source></item>'
)
_WIRE = (
    '<item><title><![CDATA[Wire {n}: duties & talks]]></title><description><![CDATA[Short]]></description><link>https://{site}/{n}</link><guid isPermaLink="true">https://{site}/{n}</guid><pubDate>{day}</pubDate>'
    '<media:content medium="image" url="https://{site}/{n}.jpg" width="800"><media:credit>Agency</media:credit><media:text>x</media:text></media:content><media:thumbnail width="240" height="135" url="https://{site}/t.jpg"/></item>'
)
_RDF_ITEM = '<item rdf:about="http://{site}/{n}"><title>Old {n}</title><link>http://{site}/{n}</link><description>{html}</description><dc:date>2025-06-0{n}T08:15+09:00</dc:date><dc:creator>ann</dc:creator><dc:subject>t</dc:subject></item>'
_GITHUB = '<entry><id>tag:{site},2008:R/{n}</id><link type="text/html" rel="alternate" href="https://{site}/r/{n}"/><title>v{n}</title><updated>2025-06-0{n}T08:15:00Z</updated><content type="html">{html}</content><author><name>ann</name></author><media:thumbnail height="30" width="30" url="https://{site}/a.png"/></entry>'
_INLINE = '<entry><title>Notice {n}</title><id>urn:n:{n}</id><link href="/n/{n}"/><updated>2025-06-0{n}T08:15:00Z</updated><summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Notice <b>{n}</b></p></div></summary></entry>'


def _rdf(site: str, names: str = "", language: str = "ja") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"{names} xml:lang="{language}">\n<channel rdf:about="http://{site}/index.rdf"><title>{site}</title><link>http://{site}/</link><description/>'
        f'<dc:language>{language}</dc:language><items><rdf:Seq><rdf:li rdf:resource="http://{site}/1"/></rdf:Seq></items></channel>\n{_items(site, _RDF_ITEM)}\n</rdf:RDF>'
    ).encode()


def _CHINESE(item: str) -> str:
    return item.replace("Duties, day", "商务部：关税").replace("{html}", "美方应当&lt;br/&gt;取消加征的关税。{html}")


_OLD = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">\n'

REALISTIC = {
    "wordpress": _rss("a.org", _WORDPRESS, _WP, _WP_CHANNEL),
    "wordpress with media": _rss(
        "b.org",
        _WORDPRESS.replace(
            "</item>",
            '<media:content url="https://g.example/a" medium="image"><media:title type="html">ann</media:title></media:content></item>',
        ),
        _WP + _MEDIA,
        _WP_CHANNEL,
    ),
    "wordpress, georss": _rss(
        "c.org",
        _WORDPRESS,
        _WP + ' xmlns:georss="http://www.georss.org/georss" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"',
        _WP_CHANNEL,
    ),
    "wordpress, blank before": b"\n" + _rss("d.org", _WORDPRESS, _WP, _WP_CHANNEL),
    "wordpress, marked": b"\xef\xbb\xbf" + _rss("e.org", _WORDPRESS, _WP, _WP_CHANNEL),
    "wordpress, one line": _rss("f.org", _WORDPRESS, _WP, _WP_CHANNEL).replace(b"\n", b""),
    "blogger": _atom(
        "g.org",
        _BLOGGER,
        _GD,
        "<openSearch:totalResults>5</openSearch:totalResults><generator version='7.00' uri='http://www.blogger.com'>Blogger</generator>",
    ),
    "drupal": _rss("h.gov", _DRUPAL, f'{_DC} xml:base="https://h.gov/"', "<language>en</language>"),
    "drupal 6": _rss(
        "i.gov", _DRUPAL.replace("<link>https://{site}", "<link>"), f'{_DC} xml:base="https://i.gov/"', zone="-0400"
    ),
    "substack": _rss(
        "j.org",
        _SUBSTACK,
        _DC + _CONTENT + _ATOM + _ITUNES + ' xmlns:googleplay="http://www.google.com/schemas/play-podcasts/1.0"',
        "<itunes:owner><itunes:email>j@j.org</itunes:email></itunes:owner><googleplay:author>J</googleplay:author>",
    ),
    "medium": _rss(
        "k.org",
        _SUBSTACK.replace(
            "<description><![CDATA[In short]]></description>", "<atom:updated>2025-06-05T08:15:00Z</atom:updated>"
        ),
        _DC + _CONTENT + _ATOM + ' xmlns:cc="http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html"',
    ),
    "government": _rss(
        "l.gov", _PLAIN, "", "<ttl>60</ttl><copyright>Public</copyright><webMaster>w@l.gov</webMaster>", zone="EST"
    ),
    "government, odd dates": _rss("m.gov", _PLAIN.replace("{day}", "2025年06月0{n}日")),
    "government, aspx": _rss(
        "n.gov",
        _PLAIN.replace("<guid>", '<guid isPermaLink="false">'),
        _ATOM + ' xmlns:a10="http://www.w3.org/2005/Atom"',
        zone="Z",
    ),
    "government, a10": _rss(
        "o.gov",
        _PLAIN.replace("</item>", "<a10:updated>2025-06-05T08:15:00Z</a10:updated></item>"),
        ' xmlns:a10="http://www.w3.org/2005/Atom"',
    ),
    "government, inline": _atom("p.gov", _INLINE),
    "ministry": _rss("q.cn", _CHINESE(_PLAIN), zone="+0800"),
    "ministry, no time zone": _rss("r.cn", _CHINESE(_PLAIN).replace("{day}", "2025-06-0{n} 08:15:00")),
    "press": _rss("s.com", _WIRE, _MEDIA + _ATOM + _DC, "<language>en</language>", zone="GMT"),
    "press, stylesheet": _rss(
        "t.com",
        _WIRE,
        _MEDIA,
        head='<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet type="text/xsl" href="/rss.xsl"?>\n',
        zone="EDT",
    ),
    "press, creators": _rss(
        "u.com",
        _WIRE.replace(
            "</item>",
            "<dc:creator>By ANN and BEN</dc:creator><category domain='http://u.com/ns'>Trade</category></item>",
        ),
        _MEDIA + _DC + ' xmlns:nyt="http://www.nytimes.com/namespaces/rss/2.0"',
    ),
    "press, own names": _rss(
        "v.com",
        _WIRE.replace("</item>", "<v:id>1</v:id><v:image><v:url>u</v:url></v:image></item>"),
        _MEDIA + ' xmlns:v="https://v.com/ns"',
    ),
    "press, image in items": _rss("w.com", _PLAIN.replace("</item>", "<image>https://w.com/i.jpg</image></item>")),
    "press, misspelt names": _rss("x.com", _WIRE, ' xmlns:media="https://search.yahoo.com/mrss/"'),
    "press, windows-1252": _rss(
        "y.com", _PLAIN.replace("Duties", "Zölle – „neu“"), head='<?xml version="1.0" encoding="windows-1252"?>'
    ),
    "wire": _rss(
        "z.com", _WIRE.replace("<title>", "<dc:identifier>{n}</dc:identifier><title>"), _MEDIA + _DC, zone="+0100"
    ),
    "podcast": _rss("aa.fm", _PODCAST, _ITUNES + _CONTENT + _ATOM, _PODCAST_CHANNEL),
    "podcast, misspelt": _rss(
        "ab.fm", _PODCAST, _ITUNES.replace("podcast-1.0.dtd", "Podcast-1.0") + _CONTENT, _PODCAST_CHANNEL
    ),
    "podcast, index": _rss(
        "ac.fm",
        _PODCAST.replace("</item>", '<podcast:transcript url="u" type="text/vtt"/></item>'),
        _ITUNES + _CONTENT + ' xmlns:podcast="https://podcastindex.org/namespace/1.0"',
        _PODCAST_CHANNEL,
    ),
    "youtube": _atom("ad.com", _YOUTUBE, ' xmlns:yt="http://www.youtube.com/xml/schemas/2015"' + _MEDIA),
    "reddit": _atom(
        "ae.com",
        _REDDIT,
        _MEDIA,
        "<category term='trade' label='r/trade'/><icon>https://ae.com/i.png</icon><logo>https://ae.com/l.png</logo>",
    ),
    "mastodon": _rss(
        "af.social",
        _MASTODON,
        ' xmlns:webfeeds="http://webfeeds.org/rss/1.0"' + _MEDIA,
        "<webfeeds:icon>https://af.social/i.png</webfeeds:icon>",
    ),
    "feedburner": _rss(
        "ag.com",
        _BURNER,
        ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"' + _ATOM,
        '<atom10:link xmlns:atom10="http://www.w3.org/2005/Atom" rel="self" href="http://feeds.example.com/a"/><feedburner:info uri="a"/><feedburner:browserFriendly></feedburner:browserFriendly>',
    ),
    "news search": _rss("ah.com", _NEWS, _MEDIA, "<generator>NFE/5.0</generator>", zone="GMT"),
    "rdf": _rdf("ai.jp"),
    "rdf, many names": _rdf(
        "aj.jp",
        _CONTENT
        + ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:admin="http://webns.net/mvcb/" xmlns:cc="http://web.resource.org/cc/"',
    ),
    "rdf, old": _rdf(
        "ak.de",
        ' xmlns:taxo="http://purl.org/rss/1.0/modules/taxonomy/" xmlns:syn="http://purl.org/rss/1.0/modules/syndication/"',
        "de-de",
    ),
    "releases": _atom("al.com", _GITHUB, _MEDIA),
    "old RSS": _rss(
        "am.com",
        "<item><title>Caf\u00e9 {n}</title><link>http://{site}/{n}</link><description>{html}</description></item>",
        head=_OLD,
    )
    .decode()
    .replace('version="2.0"', 'version="0.91"')
    .replace("–", "-")
    .encode("iso-8859-1"),
    "static site": _atom(
        "an.dev",
        _GITHUB.replace(' type="text/html" rel="alternate"', ""),
        _MEDIA,
        "<generator uri='https://gohugo.io/'>Hugo</generator><subtitle>S</subtitle><rights>R</rights>",
    ),
    "bridge": _rss(
        "ao.org",
        _PLAIN.replace("</item>", "<author>ann</author></item>"),
        _ATOM,
        "<ttl>5</ttl><generator>RSSHub</generator>",
        zone="GMT",
    ),
    "telegram bridge": _rss(
        "ap.org", _PLAIN.replace("<title>Duties, day {n}</title>", "<title>🇨🇳 关税 🇺🇸 {n}</title>"), _ATOM
    ),
    "squarespace": _rss(
        "aq.com", _WORDPRESS.replace("{day}", "Thu, 05 Jun 2025 08:15:00 +0000"), _WP + _ITUNES + _MEDIA
    ),
}
"""Name: document. Nine of ten must take the fast path."""
