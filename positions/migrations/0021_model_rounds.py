"""Rounds of a language model, kept window by window; and room for a model's name in the version of a coder."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("positions", "0020_watch_sources")]

    operations = [
        migrations.AlterField(
            model_name="coder", name="version", field=models.CharField("versie", blank=True, max_length=200)
        ),
        migrations.CreateModel(
            name="ModelRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        "stand",
                        choices=[("open", "bezig"), ("done", "klaar"), ("overtaken", "ingehaald")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("line", models.TextField("melding", blank=True)),
                ("faults", models.PositiveSmallIntegerField("storingen", default=0)),
                ("again_at", models.DateTimeField("gaat verder", null=True)),
                ("proposals", models.PositiveIntegerField("voorstellen", null=True)),
                ("started_at", models.DateTimeField("begonnen", auto_now_add=True)),
                ("ended_at", models.DateTimeField("klaar", null=True)),
                (
                    "codebook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="model_rounds",
                        to="positions.codebookversion",
                        verbose_name="codeboek",
                    ),
                ),
                (
                    "coder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="model_rounds",
                        to="positions.coder",
                        verbose_name="codeur",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="model_rounds",
                        to="letters.revision",
                        verbose_name="tekst",
                    ),
                ),
            ],
            options={
                "verbose_name": "ronde van het taalmodel",
                "verbose_name_plural": "rondes van het taalmodel",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="ModelWindow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.PositiveIntegerField("van zin")),
                ("last", models.PositiveIntegerField("tot en met")),
                (
                    "state",
                    models.CharField(
                        "stand",
                        choices=[("waiting", "wacht"), ("answered", "beantwoord"), ("failed", "mislukt")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answer", models.JSONField("antwoord", null=True)),
                ("reason", models.TextField("melding", blank=True)),
                ("complaint", models.TextField(blank=True)),
                ("attempts", models.PositiveSmallIntegerField("antwoorden", default=0)),
                ("faults", models.PositiveSmallIntegerField("storingen", default=0)),
                ("tokens_in", models.PositiveIntegerField("tokens heen", null=True)),
                ("tokens_out", models.PositiveIntegerField("tokens terug", null=True)),
                ("seconds", models.FloatField("seconden", null=True)),
                ("cost", models.DecimalField("kosten in euro", decimal_places=6, max_digits=12, null=True)),
                ("asked_at", models.DateTimeField("laatst gevraagd", null=True)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="windows",
                        to="positions.modelround",
                        verbose_name="ronde",
                    ),
                ),
            ],
            options={
                "verbose_name": "venster",
                "verbose_name_plural": "vensters",
                "ordering": ["round", "first"],
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="modelround",
            index=models.Index(F("state"), F("coder"), condition=Q(("state", "open")), name="model_rounds_open"),
        ),
        migrations.AddConstraint(
            model_name="modelround",
            constraint=models.UniqueConstraint(fields=("revision", "coder", "codebook"), name="model_round_once"),
        ),
        migrations.AddConstraint(
            model_name="modelround",
            constraint=models.CheckConstraint(
                condition=Q(state="done", ended_at__isnull=False, proposals__isnull=False)
                | ~Q(state="done") & Q(ended_at__isnull=True),
                name="model_round_ends_when_done",
            ),
        ),
        migrations.AddIndex(
            model_name="modelwindow", index=models.Index(F("asked_at"), name="model_windows_of_a_day")
        ),
        migrations.AddConstraint(
            model_name="modelwindow",
            constraint=models.UniqueConstraint(fields=("round", "first"), name="model_window_once"),
        ),
        migrations.AddConstraint(
            model_name="modelwindow",
            constraint=models.CheckConstraint(condition=Q(last__gte=F("first")), name="model_window_has_sentences"),
        ),
        migrations.AddConstraint(
            model_name="modelwindow",
            constraint=models.CheckConstraint(
                condition=Q(state="answered", answer__isnull=False) | ~Q(state="answered") & Q(answer__isnull=True),
                name="model_window_answered",
            ),
        ),
    ]
