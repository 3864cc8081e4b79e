"""Create the three roles as groups, to which an administrator adds accounts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction

VIEW = ("letters.view_letter", "positions.view_stance", "positions.view_review", "positions.view_coder")
CODE = ("positions.add_review",)
EDIT = (
    "positions.bulk_review", "positions.assign_coding", "positions.view_assignment", "letters.add_letter",
    "letters.change_letter", "letters.view_ingestion",
    "letters.add_ingestion", "letters.change_ingestion", "letters.view_resemblance", "letters.change_resemblance",
    "letters.view_cabinet", "letters.add_cabinet", "letters.change_cabinet", "letters.view_minister",
    "letters.view_dossier", "positions.view_codebookversion", "positions.view_codebookdraft",
    "positions.add_codebookdraft", "positions.change_codebookdraft", "positions.delete_codebookdraft",
    "positions.release_codebookdraft", "positions.view_event", "positions.add_event", "positions.change_event",
    "positions.delete_event",
    "positions.cut_release", "positions.view_modelround",
    "letters.view_subscription", "letters.add_subscription", "letters.change_subscription", "letters.view_sourcerun",
    "letters.view_sourcerecord",
)  # fmt: skip
ROLES = {"lezer": VIEW, "codeur": (*VIEW, *CODE), "redactie": (*VIEW, *CODE, *EDIT)}


class Command(BaseCommand):
    help = "Make the groups lezer, codeur and redactie with what each may do; what an administrator added stays."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        named = {
            f"{permission.content_type.app_label}.{permission.codename}": permission
            for permission in Permission.objects.select_related("content_type")
        }
        for role, allowed in ROLES.items():
            group, _ = Group.objects.get_or_create(name=role)
            group.permissions.add(*(named[name] for name in allowed))
