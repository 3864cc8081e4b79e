"""Rename classes and fields; tables, columns, rows and permission codenames stay the same."""

import django.db.models.deletion
from django.db import migrations, models

RENAMED = (
    ("Subscription", "HarvestJob", "abonnement op een bron", "abonnementen op bronnen", ["pk"]),
    ("Resemblance", "PossibleDuplicate", "vraag: dezelfde brief?", "vragen: dezelfde brief?", ["-id"]),
    ("Change", "Edit", "wijziging", "wijzigingen", ["-id"]),
)
CASCADE, SET_NULL = django.db.models.deletion.CASCADE, django.db.models.deletion.SET_NULL


def renamed(old, new, one, many, ordering):
    """Return the operations of one rename. Setting the table's name first keeps it; permissions follow along."""
    codename = old.lower()
    rights = [(f"{may}_{codename}", f"Can {may} {one}") for may in ("add", "change", "delete", "view")]
    words = {"verbose_name": one, "verbose_name_plural": many, "ordering": ordering}
    return (
        migrations.AlterModelTable(old, f"letters_{codename}"),
        migrations.RenameModel(old, new),
        migrations.AlterModelOptions(new, {"default_permissions": (), "permissions": rights, **words}),
    )


def of_job(related_name, **words):
    return models.ForeignKey(
        db_column="subscription_id", null=True, on_delete=SET_NULL, related_name=related_name, to="letters.harvestjob",
        **words,
    )


def of_letter(related_name, **words):
    return models.ForeignKey(on_delete=CASCADE, related_name=related_name, to="letters.letter", **words)


class Migration(migrations.Migration):
    dependencies = [("letters", "0008_ledger")]

    operations = [
        *(operation for names in RENAMED for operation in renamed(*names)),
        migrations.AlterField("edit", "letter", of_letter("edits")),
        migrations.AlterField("possibleduplicate", "earlier", of_letter("later_duplicates", verbose_name="eerdere brief")),
        migrations.AlterField("possibleduplicate", "later", of_letter("earlier_duplicates", verbose_name="latere brief")),
        migrations.SeparateDatabaseAndState(  # columns and constraint keep their names
            state_operations=[
                migrations.RemoveConstraint("sourcerun", "one_run_a_subscription"),
                migrations.RenameField("sourcerun", "subscription", "job"),
                migrations.AlterField("sourcerun", "job", of_job("runs", verbose_name="abonnement")),
                migrations.RenameField("sourcerecord", "subscription", "job"),
                migrations.AlterField("sourcerecord", "job", of_job("records")),
                migrations.AddConstraint(
                    "sourcerun",
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")), fields=("job",), name="one_run_a_subscription"
                    ),
                ),
            ]
        ),
    ]
