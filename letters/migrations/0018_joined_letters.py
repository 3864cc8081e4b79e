"""An index of the letters that were joined into another alone; nearly all were not, and none is found by that."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("letters", "0017_work_lists")]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="joined_into",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joined",
                to="letters.letter",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("joined_into__isnull", False)), fields=["joined_into"], name="letter_joined"
            ),
        ),
    ]
