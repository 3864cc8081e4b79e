"""A visitor of a site that stands behind a proxy with HTTPS, as the docs want it."""

from __future__ import annotations

import re
from typing import Any

import httpx

NAME = "standpunt.example"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Proxy(httpx.BaseTransport):
    """Passes on the name that was asked for, and says that the visitor came over HTTPS."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        address = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._port)
        headers = [*request.headers.raw, (b"X-Forwarded-Proto", b"https")]
        return self._inner.handle_request(
            httpx.Request(request.method, address, headers=headers, stream=request.stream)
        )

    def close(self) -> None:
        self._inner.close()


class Visitor(httpx.Client):
    def __init__(self, port: int) -> None:
        site = f"https://{NAME}"
        super().__init__(base_url=site, transport=Proxy(port), headers={"Origin": site}, timeout=30)

    def send_form(self, page: str, to: str = "", files: Any = None, **values: Any) -> httpx.Response:
        """Fill in the form of a page, as a browser does, and send it (to another address than the page's, if named)."""
        token = TOKEN.search(self.get(page).raise_for_status().text)
        assert token, f"no form on {page}"
        return self.post(to or page, data={"csrfmiddlewaretoken": token[1], **values}, files=files)

    def upload(self, name: str, text: str) -> httpx.Response:
        """One file, as the script of the page for adding letters sends it."""
        page = "/admin/letters/letter/add/"
        return self.send_form(page, to=f"{page}upload/", files={"files": (name, text)})

    def sign_in(self, name: str, password: str) -> None:
        answer = self.send_form("/aanmelden/", username=name, password=password)
        assert answer.status_code == 302, answer.text
