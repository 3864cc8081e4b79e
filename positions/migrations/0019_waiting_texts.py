"""An index of the texts on which a proposal waits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("positions", "0018_releases")]

    operations = [
        migrations.AddIndex(
            model_name="lettersummary",
            index=models.Index(fields=["revision"], condition=models.Q(("waiting", True)), name="summary_waiting"),
        )
    ]
