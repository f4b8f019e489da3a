"""Hostile feeds of the project's own invention: a small server that writes bytes to the socket as each case says."""

from __future__ import annotations

import gzip
import json
import socketserver
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import escape
from itertools import count

__all__ = ["CASES", "Case", "Hostile", "hostile_server"]

LINK = "http://paper.example/a"


def entry(
    title: str, link: str = LINK, guid: str | None = None, when: str = "Mon, 02 Jun 2025 09:30:00 GMT", body: str = ""
) -> str:
    identity = "" if guid == "" else f'<guid isPermaLink="false">{escape(guid or link)}</guid>'
    address = f"<link>{escape(link)}</link>" if link else ""
    return f"<item><title>{title}</title>{address}{identity}<pubDate>{when}</pubDate><description>{body}</description></item>"


def rss(*entries: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>', root: str = "") -> bytes:
    return f'{head}<rss version="2.0"{root}><channel><title>Paper</title>{"".join(entries)}</channel></rss>'.encode()


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "application/rss+xml") -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def raw(*headers: str, body: bytes = b"", status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", "Connection: close", *headers]).encode() + b"\r\n\r\n" + body


def led(to: str, status: str = "302 Found") -> bytes:
    return answer(b"", f"Location: {to}", status=status)


@dataclass
class Asked:
    """One request, for a case to answer."""

    place: str
    """`127.0.0.1:port` of the server."""
    path: str
    headers: dict[str, str]
    count: int
    """How many of this case came before."""
    trap: int
    """A port that nobody configured."""

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.place.rpartition(':')[2]}{path}"


Answering = Callable[[Asked], bytes | Iterator[bytes]]


@dataclass
class Case:
    name: str
    answer: Answering
    want: str
    """`refused`, `stored` (so many), `torn` (some stored, said to be damaged) or `either`."""
    words: str = ""
    """A part of the error or warning."""
    items: int | None = None
    titles: tuple[str, ...] | None = None
    polls: int = 1
    no_links: bool = False


CASES: dict[str, Case] = {}


def case(want: str, words: str = "", **more: object) -> Callable[[Answering], Answering]:
    def add(made: Answering) -> Answering:
        name = made.__name__
        CASES[name] = Case(name, made, want, words, **more)  # type: ignore[arg-type]
        return made

    return add


ONE = rss(entry("fine"))

# --- packing ---


@case("refused", "packed in a way")
def packed_twice(asked: Asked) -> bytes:
    return answer(gzip.compress(gzip.compress(ONE)), "Content-Encoding: gzip, gzip")


@case("refused", "a packed file came")
def packed_inside(asked: Asked) -> bytes:
    return answer(gzip.compress(gzip.compress(ONE)), "Content-Encoding: gzip")


@case("refused", "packed in a way")
def brotli(asked: Asked) -> bytes:
    return answer(bytes.fromhex("cfffff7ff82700e2b140209b") * 4, "Content-Encoding: br")


@case("refused", "packed in a way")
def zstandard(asked: Asked) -> bytes:
    return answer(b"\x28\xb5\x2f\xfd" + b"\x00" * 40, "Content-Encoding: zstd")


@case("refused", "larger than 8 MB")
def deflate_balloon(asked: Asked) -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"<" * (1 << 20)) for _ in range(120)) + packer.flush()
    return answer(packed, "Content-Encoding: deflate")


@case("refused", "larger than 8 MB")
def gzip_of_many_members(asked: Asked) -> bytes:
    return answer(gzip.compress(b" " * (1 << 20)) * 300, "Content-Encoding: gzip")


@case("refused", "broken")
def gzip_with_a_wrong_sum(asked: Asked) -> bytes:
    packed = bytearray(gzip.compress(ONE))
    packed[-8] ^= 0xFF
    return answer(bytes(packed), "Content-Encoding: gzip")


@case("refused", "broke off")
def gzip_without_its_last_bytes(asked: Asked) -> bytes:
    return answer(gzip.compress(ONE)[:-4], "Content-Encoding: gzip")


@case("refused", "broken")
def gzip_that_is_none(asked: Asked) -> bytes:
    return answer(ONE, "Content-Encoding: gzip")


@case("stored", titles=("fine",))
def gzip_with_padding(asked: Asked) -> bytes:
    return answer(gzip.compress(ONE) + b"\x00" * 512, "Content-Encoding: x-gzip")


@case("stored", titles=("fine",))
def bare_deflate(asked: Asked) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return answer(packer.compress(ONE) + packer.flush(), "Content-Encoding: deflate")


# --- redirects ---


@case("refused", "leads on more than 5 times")
def a_loop_over_two_hosts(asked: Asked) -> bytes:
    other = "localhost" if asked.headers["host"].startswith("127") else "127.0.0.1"
    return led(asked.url("/case/a_loop_over_two_hosts", other), "307 Temporary Redirect")


@case("stored", titles=("fine",))
def five_hops(asked: Asked) -> bytes:
    return led("/case/five_hops") if asked.count < 5 else answer(ONE)


@case("refused", "leads on more than 5 times")
def six_hops(asked: Asked) -> bytes:
    return led("/case/six_hops") if asked.count < 6 else answer(ONE)


@case("stored", titles=("fine",))
def a_redirect_with_a_password(asked: Asked) -> bytes:
    if asked.count == 0:
        return led(f"http://eve:Open-Sesame@{asked.place}/case/a_redirect_with_a_password", "301 Moved Permanently")
    assert "authorization" not in asked.headers
    return answer(ONE)


@case("refused", "not http or https")
def a_redirect_to_a_script(asked: Asked) -> bytes:
    return led("javascript:alert(1)", "308 Permanent Redirect")


@case("refused", "not http or https")
def a_redirect_to_gopher(asked: Asked) -> bytes:
    return led("gopher://127.0.0.1:70/_x")


@case("refused", "does not say where")
def a_redirect_to_nowhere(asked: Asked) -> bytes:
    return raw("Content-Length: 0", status="301 Moved Permanently")


@case("refused", "not public")
def a_redirect_inward_by_a_mapped_address(asked: Asked) -> bytes:
    return led(f"http://[::ffff:127.0.0.1]:{asked.trap}/")


@case("refused", "not public")
def a_redirect_inward_by_a_number(asked: Asked) -> bytes:
    return led(f"http://2130706433:{asked.trap}/")


@case("refused", "not public")
def a_redirect_inward_without_a_scheme(asked: Asked) -> bytes:
    return led(f"//127.0.0.1:{asked.trap}/")


@case("refused", "not public")
def a_redirect_to_the_clouds_own_address(asked: Asked) -> bytes:
    return led("http://169.254.169.254/latest/meta-data/")


@case("refused", "(300)")
def many_choices(asked: Asked) -> bytes:
    return answer(ONE, "Location: /healthy/1", status="300 Multiple Choices")


# --- the protocol ---


@case("refused", "nothing was asked")
def a_304_without_conditions(asked: Asked) -> bytes:
    return raw(status="304 Not Modified")


@case("refused", "not lawful HTTP|broke")
def a_length_too_long(asked: Asked) -> bytes:
    return raw("Content-Length: 99999", body=ONE)


@case("either")
def a_length_too_short(asked: Asked) -> bytes:
    body = rss(entry("one", LINK + "1"), entry("two", LINK + "2"))
    return raw(f"Content-Length: {len(body) - 90}", body=body)


@case("refused")
def a_length_below_zero(asked: Asked) -> bytes:
    return raw("Content-Length: -5", body=ONE)


@case("refused")
def two_lengths(asked: Asked) -> bytes:
    return raw("Content-Length: 10", "Content-Length: 400", body=ONE)


@case("refused")
def a_chunk_larger_than_the_world(asked: Asked) -> bytes:
    return raw("Transfer-Encoding: chunked", body=b"FFFFFFFFFFFFFFFFF\r\n" + ONE)


@case("refused")
def a_chunk_of_no_size(asked: Asked) -> bytes:
    return raw("Transfer-Encoding: chunked", body=b"-1\r\n" + ONE + b"\r\n0\r\n\r\n")


@case("refused")
def chunks_without_an_end(asked: Asked) -> bytes:
    return raw("Transfer-Encoding: chunked", body=b"%x\r\n" % len(ONE) + ONE + b"\r\n")


@case("refused")
def a_chunk_with_an_endless_name(asked: Asked) -> Iterator[bytes]:
    yield raw("Transfer-Encoding: chunked", body=b"5;")
    for _ in range(3000):
        yield b"x" * 10_000


@case("refused")
def a_length_beside_chunks(asked: Asked) -> bytes:
    return raw("Transfer-Encoding: chunked", "Content-Length: 4", body=b"%x\r\n" % len(ONE) + ONE + b"\r\n0\r\n\r\n")


@case("refused", "headers|not lawful")
def a_flood_of_headers(asked: Asked) -> bytes:
    return answer(ONE, *(f"X-{n}: {'y' * 50}" for n in range(5000)))


@case("refused", "not lawful")
def one_header_of_a_megabyte(asked: Asked) -> bytes:
    return answer(ONE, "X-Long: " + "y" * (1 << 20))


@case("refused")
def headers_without_an_end(asked: Asked) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    for number in range(200_000):
        yield b"X-%d: %s\r\n" % (number, b"z" * 200)


@case("refused", "not lawful")
def another_protocol(asked: Asked) -> bytes:
    return b"SSH-2.0-OpenSSH_9.6\r\n"


@case("refused")
def interim_answers_without_an_end(asked: Asked) -> Iterator[bytes]:
    for _ in range(500_000):
        yield b"HTTP/1.1 102 Processing\r\n\r\n" * 50


@case("refused", "(204)")
def no_content(asked: Asked) -> bytes:
    return raw(status="204 No Content")


@case("refused", "(206)")
def a_part_that_nobody_asked_for(asked: Asked) -> bytes:
    return answer(ONE, "Content-Range: bytes 0-9/10", status="206 Partial Content")


@case("refused", "sent nothing")
def blanks_only(asked: Asked) -> bytes:
    return answer(b" \r\n\t" * 2000)


@case("refused", "gone", polls=3)
def gone_after_a_redirect(asked: Asked) -> bytes:
    if "x=1" in asked.path:
        return answer(b"", status="410 Gone")
    return led("/case/gone_after_a_redirect?x=1")


# --- letters ---


@case("stored", titles=("Cañón – 贸易",))
def utf_16(asked: Asked) -> bytes:
    text = rss(entry("Cañón – 贸易"), head='<?xml version="1.0" encoding="utf-16"?>').decode()
    return answer(text.encode("utf-16"))


@case("stored", titles=("关税与贸易",))
def gb18030(asked: Asked) -> bytes:
    text = rss(entry("关税与贸易"), head='<?xml version="1.0" encoding="gb18030"?>').decode()
    return answer(text.encode("gb18030"), kind="text/xml; charset=iso-8859-1")


@case("stored", titles=("Zölle",))
def a_charset_that_does_not_exist(asked: Asked) -> bytes:
    return answer(rss(entry("Zölle")), kind="application/xml; charset=klingon-8")


@case("stored", titles=("“Zölle”",))
def windows_letters_called_latin(asked: Asked) -> bytes:
    text = rss(entry("“Zölle”"), head='<?xml version="1.0" encoding="windows-1252"?>').decode()
    return answer(text.encode("windows-1252"), kind="text/xml; charset=us-ascii")


@case("torn", "damaged", items=1)
def nul_bytes(asked: Asked) -> bytes:
    return answer(rss(entry("a\x00b\x00c talks")))


@case("stored", titles=("a b",))
def half_a_pair(asked: Asked) -> bytes:
    items = [{"id": "\ud800x", "url": LINK, "title": "a\udfff b", "content_text": "\ud83d"}]
    return answer(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "D", "items": items}).encode(),
        kind="application/feed+json",
    )


@case("stored", items=1)
def bytes_that_are_no_utf_8(asked: Asked) -> bytes:
    return answer(rss(entry("talks XX go on")).replace(b"XX", b"\xff\xfe\x80"))


@case("stored", items=1)
def escapes_of_eight_bits(asked: Asked) -> bytes:
    return answer(rss(entry("red \x9b31malert \x9d0;pwned\x9ctitle\x85end")))


@case("torn", "damaged", titles=("click here now",))
def a_terminal_link(asked: Asked) -> bytes:
    return answer(
        rss(
            entry("click <![CDATA[\x1b]8;;http://evil.example\x07here\x1b]8;;\x07]]> now & then".replace(" & then", ""))
        )
    )


@case("stored", titles=("talks 0;resume on Monday",))
def an_escape_without_an_end(asked: Asked) -> bytes:
    return answer(rss(entry("talks \x9d0;resume on Monday")))


@case("stored", titles=("Rate 25 % and 52",))
def isolates_and_tags(asked: Asked) -> bytes:
    return answer(rss(entry("Rate \u2067\u206625\u2069\u2069 % and \u202d52\u202c\U000e0041\u200b")))


@case("stored", titles=("z" + "\u030d" * 4,))
def a_tower_of_marks(asked: Asked) -> bytes:
    return answer(rss(entry("z" + "\u030d" * 400)))


# --- documents ---


@case("either")
def one_entity_a_thousand_times(asked: Asked) -> bytes:
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>'
    return answer(rss(entry("&a;" * 2000), head=head))


@case("either")
def a_parameter_entity_from_the_trap(asked: Asked) -> bytes:
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:{asked.trap}/x.dtd"> %p;]>'
    return answer(rss(entry("&secret;"), head=head))


@case("either")
def a_dtd_from_the_trap(asked: Asked) -> bytes:
    return answer(
        rss(entry("fine"), head=f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:{asked.trap}/x.dtd">')
    )


@case("either")
def an_inclusion(asked: Asked) -> bytes:
    body = '<xi:include href="file:///etc/hostname" parse="text" xmlns:xi="http://www.w3.org/2001/XInclude"/>'
    return answer(rss(entry("fine", body=body)))


@case("either")
def a_hundred_thousand_floors(asked: Asked) -> bytes:
    return answer(rss(entry("fine", body="<b>" * 100_000)))


@case("either")
def five_thousand_attributes(asked: Asked) -> bytes:
    return answer(rss(entry("fine"), root="".join(f' a{n}="1"' for n in range(5_000))))


@case("refused", "")
def brackets_of_json(asked: Asked) -> bytes:
    return answer(
        b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 200_000, kind="application/json"
    )


@case("stored", "newest 2000", items=2000)
def five_thousand_entries(asked: Asked) -> bytes:
    return answer(rss(*(entry(f"n{n}", f"{LINK}{n}", body="") for n in range(5000))))


@case("refused", "larger than 8 MB")
def one_entry_of_ten_megabytes(asked: Asked) -> bytes:
    return answer(rss(entry("long", body="word " * 2_000_000)))


@case("stored", "was cut", items=1)
def one_entry_of_four_megabytes(asked: Asked) -> bytes:
    return answer(rss(entry("long", body="word " * 800_000)))


@case("refused", "an HTML page (“Sign in”)")
def a_page_called_a_feed(asked: Asked) -> bytes:
    return answer(
        b"<!doctype html><html><head><title>Sign in</title></head><body><item><title>x</title></item></body></html>"
    )


@case("refused", "a PDF")
def a_pdf(asked: Asked) -> bytes:
    return answer(b"%PDF-1.7\n" + b"\x00\xff" * 900)


@case("torn", "damaged", titles=("two", "one"))
def cut_inside_a_letter(asked: Asked) -> bytes:
    body = rss(entry("one", LINK + "1"), entry("two", LINK + "2"), entry("贸易", LINK + "3"))
    return answer(body[: body.index("贸".encode()) + 1])


@case("stored", titles=("slow",))
def a_slow_document(asked: Asked) -> bytes:
    """Slow only for the fragile worker of a test."""
    return answer(rss(entry("slow")))


# --- guids and links ---


@case("stored", items=3, polls=4)
def new_guids_without_links(asked: Asked) -> bytes:
    return answer(rss(*(entry(f"Notice {n}", "", f"{asked.count}-{n}") for n in range(3))))


@case("stored", items=3, polls=4)
def new_guids_and_one_link_for_all(asked: Asked) -> bytes:
    return answer(rss(*(entry(f"Notice {n}", LINK, f"{asked.count}/{n}") for n in range(3))))


@case("stored", items=2, polls=4)
def new_guids_and_edited_titles(asked: Asked) -> bytes:
    return answer(
        rss(*(entry(f"Notice {n}, take {asked.count}", f"{LINK}{n}", f"{asked.count}/{n}") for n in range(2)))
    )


@case("stored", items=3, polls=3)
def one_guid_for_all(asked: Asked) -> bytes:
    return answer(rss(*(entry(f"Notice {n}", f"{LINK}{n}", "same") for n in range(3))))


@case("stored", items=2, polls=3)
def no_guids_and_no_links(asked: Asked) -> bytes:
    return answer(rss(*(entry(f"Notice {n}", "", "") for n in range(2))))


@case("stored", items=2, polls=3)
def guids_of_a_megabyte(asked: Asked) -> bytes:
    return answer(rss(*(entry(f"Notice {n}", f"{LINK}{n}", "g" * (1 << 20) + str(n)) for n in range(2))))


@case("stored", items=8, no_links=True)
def links_for_other_programs(asked: Asked) -> bytes:
    links = [
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "FILE:///etc/passwd",
        "--help",
        "|calc",
        "mailto:a@b.example",
    ]
    return answer(rss(*(entry(f"u{n}", link, f"g{n}") for n, link in enumerate(links))))


BAD_DATES = (
    "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 02 Jun 2025 09:30:00 +9999", "2025-06-02T09:30:00+99:99", "32 Jun 2025", "Thu, 30 Feb 2025 00:00:00 GMT",
    "1749000000", "-1", "02/06/2025", "Monday", "2025-W23-1", "0001-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "2025-06-02T25:61:61Z",
    "Sun, 08 Jun 2025 00:00:00 GMT", "二〇二五年六月二日", "\u202e2025-06-02", "9" * 5000, "Mon, 02 Jun 2025 09:30:00 \x7f",
)  # fmt: skip


@case("stored", items=len(BAD_DATES))
def dates_in_every_bad_form(asked: Asked) -> bytes:
    return answer(rss(*(entry(f"d{n}", f"{LINK}{n}", when=when) for n, when in enumerate(BAD_DATES))))


@dataclass
class Hostile:
    """The running server."""

    port: int
    trap: int
    requests: list[Asked] = field(default_factory=list)
    trapped: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.place}{path}"


@contextmanager
def hostile_server() -> Iterator[Hostile]:
    """Serves `/case/NAME` and `/healthy/N`, and a trap on another port."""
    found = Hostile(0, 0)
    counts = {name: count() for name in CASES}

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(5)
            with suppress(OSError):
                self.answer()

        def answer(self) -> None:
            head = b""
            while b"\r\n\r\n" not in head and len(head) < 65536:
                piece = self.request.recv(4096)
                if not piece:
                    return
                head += piece
            first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
            path = first.split(" ")[1]
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            if self.server is trap:
                found.trapped.append(path)
                return
            kind, _, rest = path.lstrip("/").partition("/")
            name = rest.partition("?")[0]
            if kind == "healthy":
                self.request.sendall(
                    answer(rss(*(entry(f"H{name}.{n}", f"http://well.example/{name}/{n}") for n in (1, 2))))
                )
                return
            asked = Asked(found.place, path, headers, next(counts[name]), found.trap)
            found.requests.append(asked)
            pieces = CASES[name].answer(asked)
            for piece in (pieces,) if isinstance(pieces, bytes) else pieces:
                self.request.sendall(piece)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = allow_reuse_address = True
        request_queue_size = 128  # else a busy machine drops connections and a healthy feed seems ill

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    main, trap = Server(("127.0.0.1", 0), Handler), Server(("127.0.0.1", 0), Handler)
    found.port, found.trap = main.server_address[1], trap.server_address[1]
    threads = [
        threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True) for one in (main, trap)
    ]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        for one in (main, trap):
            one.shutdown()
            one.server_close()
