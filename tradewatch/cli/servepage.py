"""The page that shows the console in a browser: nothing in it comes from elsewhere than the program's own server."""

from __future__ import annotations

from html import escape
from string import Template

__all__ = ["page", "page_headers"]

_PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>$title</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${base}static/css/xterm.css">
<style>
@font-face { font-family: "Roboto Mono"; font-weight: 100 700;
  src: url("${base}static/fonts/RobotoMono-VariableFont_wght.ttf"); }
@font-face { font-family: "Roboto Mono"; font-style: italic; font-weight: 100 700;
  src: url("${base}static/fonts/RobotoMono-Italic-VariableFont_wght.ttf"); }
body { background: #121212; color: #e0e0e0; font-family: "Roboto Mono", monospace; }
.wait, .over { position: absolute; inset: 0; display: flex; align-items: center; justify-content: center; }
.over, body.-first-byte .wait { display: none; }
body.-closed .over { display: flex; background: #121212; z-index: 10; }
a { color: #7db4ff; }
</style>
<script src="${base}static/js/textual.js"></script>
</head>
<body>
<p class="wait">the console is starting</p>
<p class="over"><span>the console has ended · <a href="$base">start it again</a></span></p>
<div id="terminal" class="textual-terminal" data-session-websocket-url="$websocket" data-font-size="$size"></div>
</body>
</html>
""")


def page(base: str, websocket: str, *, title: str, size: int) -> str:
    """Gives the page; `base` is the address that it stands at, with a slash at its end, `size` that of the font."""
    return _PAGE.substitute(base=escape(base), websocket=escape(websocket), title=escape(title), size=size)


def page_headers(port: int) -> dict[str, str]:
    """Gives what a browser is told: to fetch nothing from elsewhere, and to tell no site the address of this page."""
    own = f"ws://127.0.0.1:{port}"
    rules = (
        "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "font-src 'self'",
        f"img-src 'self' data:; connect-src 'self' {own}", "frame-ancestors 'none'", "base-uri 'none'",
        "form-action 'none'",
    )  # fmt: skip
    return {
        "Content-Security-Policy": "; ".join(rules),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
