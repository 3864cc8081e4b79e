"""The topics' axes as the newest codebook has them, for pages that name poles and anchors."""

from __future__ import annotations

from positions import codebooks
from positions.domain.entries import Topic as Axis
from positions.models import CodebookVersion


def axes() -> dict[str, Axis]:
    """By slug; empty before any codebook is loaded. One query; the codebook itself is kept in the process."""
    newest = CodebookVersion.objects.order_by("-pk").values_list("pk", flat=True).first()
    return {axis.slug: axis for axis in codebooks.codebook_of(newest).topics} if newest else {}
