"""Letters of the day on which a cabinet was sworn in: their date does not determine the cabinet."""

from typing import Any

from django.db import migrations
from django.db.models import Exists, OuterRef

CODE, REASON = "swearing-in", "op deze dag trad een nieuw kabinet aan"


def forget_cabinets(apps: Any, schema_editor: Any) -> None:
    """Clear the cabinet of these letters and raise the question; a cabinet chosen by an editor stays."""
    Letter, Cabinet, Change = (apps.get_model("letters", name) for name in ("Letter", "Cabinet", "Change"))
    sworn_in = Cabinet.objects.filter(start=OuterRef("document_date"), is_example=OuterRef("is_example"))
    for letter in Letter.objects.filter(Exists(sworn_in), cabinet__isnull=False).select_related("cabinet"):
        if letter.provenance.get("cabinet", {}).get("by") == "editor":
            continue
        Change.objects.create(letter=letter, field="cabinet", old=letter.cabinet.name, new="", reason=REASON)
        letter.cabinet, letter.demissionary = None, None
        if letter.publication == "brief" and CODE not in letter.attention:
            letter.attention = [*letter.attention, CODE]
        letter.save(update_fields=["cabinet", "demissionary", "attention"])


class Migration(migrations.Migration):
    dependencies = [("letters", "0004_sources")]

    operations = [migrations.RunPython(forget_cabinets, migrations.RunPython.noop)]
