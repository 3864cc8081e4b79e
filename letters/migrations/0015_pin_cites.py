"""Citations keep the sentence in which they stand; a harvest job can be of papers by their identifiers."""

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Length


class Migration(migrations.Migration):
    dependencies = [("letters", "0014_letters_in_order")]

    operations = [
        migrations.AddField("citation", "sentence", models.TextField(editable=False, null=True, verbose_name="in de zin")),
        migrations.AddField("citation", "sentence_start", models.PositiveIntegerField(editable=False, null=True)),
        migrations.AddField("citation", "note_of", models.TextField(editable=False, null=True, verbose_name="voetnoot bij")),
        migrations.AddField("citation", "note_of_start", models.PositiveIntegerField(editable=False, null=True)),
        migrations.AddConstraint(
            "citation",
            models.CheckConstraint(
                condition=Q(sentence__isnull=True, sentence_start__isnull=True)
                | Q(sentence__isnull=False, sentence_start__lte=F("start"))
                & Q(end__lte=F("sentence_start") + Length("sentence")),
                name="citation_stands_in_its_sentence",
            ),
        ),
        migrations.AddConstraint(
            "citation",
            models.CheckConstraint(
                condition=Q(note_of__isnull=True, note_of_start__isnull=True)
                | Q(note_of__isnull=False, note_of_start__isnull=False, sentence__isnull=False),
                name="citation_note_of_has_a_place",
            ),
        ),
        migrations.AddField(
            "harvestjob",
            "identifiers",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=120), blank=True, default=list, editable=False, size=None,
                verbose_name="stukken",
            ),
        ),
        migrations.RemoveConstraint("harvestjob", "subscription_says_what"),
        migrations.AddConstraint(
            "harvestjob",
            models.CheckConstraint(
                condition=~Q(dossiers=[]) | ~Q(query="") | ~Q(identifiers=[]), name="subscription_says_what"
            ),
        ),
    ]
