"""Files that a browser announced before it sent them, so that what did not arrive is known."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0019_seen_failures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnnouncedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.UUIDField()),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=255)),
                ('size', models.BigIntegerField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('ingestion', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='letters.ingestion')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'aangekondigd bestand',
                'verbose_name_plural': 'aangekondigde bestanden',
                'ordering': ['batch', 'number'],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('ingestion', None)), fields=['user'], name='announced_missing')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='announced_once')],
            },
        ),
    ]
