"""What the server adds to Streamlit's own page when it runs as a server of ours.

A deep link ("/churn_costs") makes Streamlit's page look for its server below that path first; two
requests fail and two errors stand in the console before it finds the root. The page is told where
the root is, and the drawing library is fetched while the page still loads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

HINTS = b"""<script>
if (!window.__streamlit) {
  const root = location.pathname.replace(/[^/]*$/, "")
  window.__streamlit = { BACKEND_BASE_URL: location.origin + root }
}
</script>
<link rel="prefetch" href="./app/static/plotly-basic.min.js" as="script">
</head>"""


class DeepLinks:
    """ASGI middleware: writes HINTS into the HTML of the named pages, and leaves all else alone."""

    def __init__(self, app: Any, pages: Sequence[str]) -> None:
        self.app = app
        self.paths = {f"/{page}" for page in pages}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] not in self.paths:
            await self.app(scope, receive, send)
            return
        plain = [(key, value) for key, value in scope["headers"] if key.lower() != b"accept-encoding"]
        start: dict[str, Any] = {}
        body = b""

        async def rewrite(message: dict[str, Any]) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            page = body.replace(b"</head>", HINTS, 1)
            kept = [(key, value) for key, value in start["headers"] if key.lower() != b"content-length"]
            length = (b"content-length", str(len(page)).encode())
            await send({**start, "headers": [*kept, length]})
            await send({"type": "http.response.body", "body": page})

        await self.app({**scope, "headers": plain}, receive, rewrite)
