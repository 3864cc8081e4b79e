from __future__ import annotations

from django.conf import settings
from django.db import models

from letters.models import Letter


class TakenLetter(models.Model):
    """A letter that somebody said to be reading, until `until`; written by `positions.review.taken_letters` alone.

    Others see it. It bars nobody: what one proposal at a time is reserved by is `ReviewLock`.
    """

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, primary_key=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name = "genomen brief"
        verbose_name_plural = "genomen brieven"

    def __str__(self) -> str:
        return f"{self.user_id}: {self.letter_id}"
