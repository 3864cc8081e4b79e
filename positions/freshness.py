"""How fresh an answer is: everything that is shown hangs on one version of the data, which one query tells."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date

SHAPE = 1  # raise it when the same data is answered in another form
# Rows that are only added go by their last one; letters also by how many may be shown, for they can be taken away;
# cabinets and topics are few and carry no time, so they go by what they hold.
SQL = """
SELECT
    greatest(
        (SELECT max(at) FROM positions_review), (SELECT max(created_at) FROM positions_stance),
        (SELECT max(at) FROM positions_proposing), (SELECT max(done_at) FROM positions_assignment),
        (SELECT max(asked_at) FROM positions_assignment), (SELECT max(loaded_at) FROM positions_codebookversion),
        (SELECT max(created_at) FROM letters_revision), (SELECT max(updated_at) FROM letters_letter),
        (SELECT max(withdrawn_at) FROM letters_letter)
    ),
    (SELECT max(id) FROM positions_review), (SELECT max(id) FROM positions_stance),
    (SELECT count(*) FROM positions_assignment WHERE done_at IS NULL), (SELECT max(id) FROM letters_revision),
    (SELECT sum(id) FROM letters_revision WHERE is_current),
    (SELECT count(*) FROM letters_letter WHERE withdrawn_at IS NULL AND joined_into_id IS NULL),
    (SELECT count(*) FROM letters_letter), (SELECT count(*) FROM letters_identifier),
    (SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM positions_topic t),
    (SELECT md5(string_agg(c::text, '|' ORDER BY id)) FROM letters_cabinet c),
    (SELECT md5(string_agg(d::text, '|' ORDER BY id)) FROM letters_dossier d)
"""

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Version:
    """`changed` is None while there is nothing yet."""

    digest: str
    changed: datetime | None


def version() -> Version:
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        row = cursor.fetchone()
    said = f"{SHAPE} {settings.POSITIONS_SHOW_PROPOSALS} {row}"
    return Version(hashlib.sha256(said.encode()).hexdigest()[:32], row[0])


def fresh(view: View) -> View:
    """Say how fresh the answer is, and answer 304 without making it again to whoever has it already."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponseBase:
        known = version()
        etag = etag_of(request, known)
        changed = int(known.changed.timestamp()) if known.changed else None
        response: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=changed)
        if response is None:
            response = view(request, *args, **rest)
            if response.status_code == 200:
                response["ETag"] = etag
                if changed is not None:
                    response["Last-Modified"] = http_date(changed)
        patch_cache_control(response, no_cache=True)
        patch_vary_headers(response, ["Accept", "Cookie"])
        return response

    return answered


def etag_of(request: HttpRequest, known: Version) -> str:
    """Weak: the same records may be written in another way. The language is part of the address."""
    asked = (known.digest, request.build_absolute_uri(), request.user.pk)
    return f'W/"{hashlib.sha256(repr(asked).encode()).hexdigest()[:32]}"'
