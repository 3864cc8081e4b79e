"""Rename a class; its table, rows and permission codenames stay the same."""

from django.db import migrations

RIGHTS = [(f"{may}_act", f"Can {may} handeling") for may in ("add", "change", "delete", "view")]


class Migration(migrations.Migration):
    dependencies = [("tracker", "0002_acts")]

    # Setting the table's name first keeps it unchanged. Django renames the content type, and permissions move with it.
    operations = [
        migrations.AlterModelTable("Act", "tracker_act"),
        migrations.RenameModel("Act", "AuditEntry"),
        migrations.AlterModelOptions(
            "AuditEntry",
            {
                "default_permissions": (), "permissions": RIGHTS, "ordering": ["-pk"],
                "verbose_name": "handeling", "verbose_name_plural": "logboek",
            },
        ),
    ]
