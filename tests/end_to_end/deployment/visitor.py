"""HTTP client of a site behind an HTTPS proxy, as the docs require."""

from __future__ import annotations

import re
from typing import Any

import httpx

NAME = "standpunt.example"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Proxy(httpx.BaseTransport):
    """Transport that passes the requested host name on, and reports HTTPS."""

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
        """Submit the form of a page as a browser does, to another address if `to` is given."""
        token = TOKEN.search(self.get(page).raise_for_status().text)
        assert token, f"no form on {page}"
        return self.post(to or page, data={"csrfmiddlewaretoken": token[1], **values}, files=files)

    def upload(self, name: str, text: str) -> httpx.Response:
        """Upload one file as the script of the add page does."""
        page = "/admin/letters/letter/add/"
        return self.send_form(page, to=f"{page}upload/", files={"files": (name, text)})

    def sign_in(self, name: str, password: str) -> None:
        answer = self.send_form("/aanmelden/", username=name, password=password)
        assert answer.status_code == 302, answer.text
