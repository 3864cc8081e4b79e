from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("positions", "0011_class_names")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="weight",
            field=models.PositiveSmallIntegerField(
                "gewicht",
                default=1,
                db_default=1,
                help_text="De grafiek noemt de drie gebeurtenissen met het grootste gewicht bij naam.",
            ),
        ),
    ]
