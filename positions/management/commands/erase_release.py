"""Erase the bytes of a release that an editor withdrew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from positions.models import Release, ReleaseChunk


class Command(BaseCommand):
    help = "Erase the files of a withdrawn release for good; its page, its checksums and the reason stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", help="of the release, as 1.2")

    def handle(self, *args: Any, **options: Any) -> None:
        release = Release.objects.filter(number=options["number"]).first()
        if release is None:
            raise CommandError(f"there is no release {options['number']}")
        if release.withdrawn_at is None:
            raise CommandError(f"release {release.number} is not withdrawn: an editor does that on its page first")
        count, _by_table = ReleaseChunk.objects.filter(file__release=release).delete()
        self.stderr.write(f"{count} pieces erased; backups made before still have them")
