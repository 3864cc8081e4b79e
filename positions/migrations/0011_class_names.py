"""Renames of model classes; tables, rows and permission codenames stay the same."""

import django.db.models.deletion
from django.db import migrations, models

RENAMED = (
    ("Alteration", "DataVersion", "wijziging van gegevens", "wijzigingen van gegevens"),
    ("Proposing", "CodingRun", "voorstelronde", "voorstelrondes"),
    ("Claim", "ReviewLock", "voorstel op scherm", "voorstellen op scherm"),
)


def renamed(old, new, one, many):
    """Rename a model after pinning its table; Django renames the content type, and permissions follow."""
    codename = old.lower()
    rights = [(f"{may}_{codename}", f"Can {may} {one}") for may in ("add", "change", "delete", "view")]
    return (
        migrations.AlterModelTable(old, f"positions_{codename}"),
        migrations.RenameModel(old, new),
        migrations.AlterModelOptions(
            new,
            {"default_permissions": (), "permissions": rights, "verbose_name": one, "verbose_name_plural": many},
        ),
    )


def key(to, on_delete, related_name, **more):
    kind = models.OneToOneField if more else models.ForeignKey
    return kind(to=to, on_delete=on_delete, related_name=related_name, **more)


CASCADE, PROTECT = django.db.models.deletion.CASCADE, django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [("positions", "0010_marks_are_withdrawn")]

    operations = [
        *(operation for names in RENAMED for operation in renamed(*names)),
        migrations.AlterField("codingrun", "revision", key("letters.revision", CASCADE, "coding_runs")),
        migrations.AlterField("codingrun", "coder", key("positions.coder", PROTECT, "coding_runs")),
        migrations.AlterField("codingrun", "codebook", key("positions.codebookversion", PROTECT, "coding_runs")),
        migrations.AlterField("reviewlock", "stance", key("positions.stance", CASCADE, "lock", primary_key=True, serialize=False)),
        migrations.AlterField("reviewlock", "coder", key("positions.coder", CASCADE, "locks")),
    ]
