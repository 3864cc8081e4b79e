"""Indexes in the orders in which letters are listed: undated ones last, and by arrival."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("letters", "0013_no_index_on_sentence_arrays")]

    operations = [
        migrations.RemoveIndex(model_name="letter", name="letter_newest_first"),
        migrations.RemoveIndex(model_name="letter", name="letter_of_cabinet"),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                models.OrderBy(models.F("document_date"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                name="letter_by_date",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                models.F("cabinet"),
                models.OrderBy(models.F("document_date"), descending=True, nulls_last=True),
                name="letter_of_a_cabinet",
            ),
        ),
        migrations.AddIndex(
            model_name="letter", index=models.Index(fields=["-created_at", "-id"], name="letter_by_arrival")
        ),
    ]
