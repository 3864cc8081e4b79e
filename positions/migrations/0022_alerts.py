"""Mail to readers: addresses, subscriptions, what was found and sent; and an index on the time of decisions."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import positions.models.alerts
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0016_fill_pin_cites'),
        ('positions', '0021_model_rounds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AlertMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('confirm', 'om te bevestigen'), ('tell', 'nieuws')], max_length=10, verbose_name='waarvoor')),
                ('rhythm', models.CharField(choices=[('at-once', 'meteen'), ('daily', 'elke dag'), ('weekly', 'elke week')], max_length=10, verbose_name='hoe vaak')),
                ('language', models.CharField(max_length=5, verbose_name='taal')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('waiting', 'wacht'), ('claimed', 'wordt gemaakt'), ('handing', 'wordt afgegeven'), ('sent', 'afgegeven'), ('failed', 'mislukt')], default='waiting', max_length=10, verbose_name='stand')),
                ('not_before', models.DateTimeField(default=django.utils.timezone.now, verbose_name='niet voor')),
                ('claimed_at', models.DateTimeField(null=True, verbose_name='in bewerking sinds')),
                ('handed_at', models.DateTimeField(null=True, verbose_name='afgegeven')),
                ('handed', models.PositiveSmallIntegerField(default=0, verbose_name='keer afgegeven')),
                ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='keer uitgesteld')),
                ('error', models.CharField(blank=True, max_length=200, verbose_name='wat er misging')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gemaakt')),
            ],
            options={
                'verbose_name': 'bericht',
                'verbose_name_plural': 'berichten',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='AnnouncedStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='dag')),
                ('cabinet', models.CharField(max_length=200, verbose_name='kabinet')),
                ('kind', models.CharField(max_length=20, verbose_name='soort')),
                ('verdict', models.CharField(max_length=20, verbose_name='oordeel')),
                ('towards', models.CharField(blank=True, max_length=10, verbose_name='richting')),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gevonden')),
                ('baseline', models.BooleanField(default=False, verbose_name='stond er al')),
            ],
            options={
                'verbose_name': 'gemelde stap',
                'verbose_name_plural': 'gemelde stappen',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Subscriber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='adres')),
                ('token', models.CharField(default=positions.models.alerts.new_token, max_length=43, unique=True)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gevraagd')),
            ],
            options={
                'verbose_name': 'abonnee',
                'verbose_name_plural': 'abonnees',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=positions.models.alerts.new_token, max_length=43, unique=True)),
                ('about', models.CharField(choices=[('steps', 'stappen in het standpunt'), ('letters', 'nieuwe brieven'), ('cited', 'wie een stuk noemt')], max_length=10, verbose_name='waarover')),
                ('what', models.CharField(max_length=1000, verbose_name='wat')),
                ('rhythm', models.CharField(choices=[('at-once', 'meteen'), ('daily', 'elke dag'), ('weekly', 'elke week')], max_length=10, verbose_name='hoe vaak')),
                ('language', models.CharField(max_length=5, verbose_name='taal')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gevraagd')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='bevestigd')),
                ('looked_at', models.DateTimeField(null=True, verbose_name='gekeken tot')),
            ],
            options={
                'verbose_name': 'abonnement',
                'verbose_name_plural': 'abonnementen',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ToldItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'gemeld',
                'verbose_name_plural': 'gemeld',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TopicLook',
            fields=[
                ('topic', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='positions.topic')),
                ('version', models.CharField(max_length=32)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'blik op een onderwerp',
                'verbose_name_plural': 'blikken op onderwerpen',
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['at'], name='review_by_time'),
        ),
        migrations.AddField(
            model_name='announcedstep',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='positions.topic'),
        ),
        migrations.AddConstraint(
            model_name='subscriber',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('address'), name='subscriber_once'),
        ),
        migrations.AddField(
            model_name='alertmessage',
            name='subscriber',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='positions.subscriber'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='subscriber',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='positions.subscriber'),
        ),
        migrations.AddField(
            model_name='alertmessage',
            name='subscription',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='positions.subscription'),
        ),
        migrations.AddField(
            model_name='tolditem',
            name='letter',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='letters.letter'),
        ),
        migrations.AddField(
            model_name='tolditem',
            name='message',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='told', to='positions.alertmessage'),
        ),
        migrations.AddField(
            model_name='tolditem',
            name='step',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='positions.announcedstep'),
        ),
        migrations.AddField(
            model_name='tolditem',
            name='subscription',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told', to='positions.subscription'),
        ),
        migrations.AddConstraint(
            model_name='announcedstep',
            constraint=models.UniqueConstraint(fields=('topic', 'day', 'cabinet', 'kind', 'verdict', 'towards'), name='step_announced_once'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.UniqueConstraint(fields=('subscriber', 'about', 'what', 'rhythm'), name='subscribed_once'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='subscribed_to_something'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('looked_at__isnull', True)), models.Q(('confirmed_at__isnull', False), ('looked_at__isnull', False)), _connector='OR'), name='looked_for_once_confirmed'),
        ),
        migrations.AddIndex(
            model_name='alertmessage',
            index=models.Index(condition=models.Q(('state', 'sent'), _negated=True), fields=['not_before'], name='message_to_do'),
        ),
        migrations.AddConstraint(
            model_name='alertmessage',
            constraint=models.CheckConstraint(condition=models.Q(('subscription__isnull', False), models.Q(('purpose', 'tell'), models.Q(('rhythm', 'at-once'), _negated=True)), _connector='OR'), name='only_digests_are_of_many'),
        ),
        migrations.AddConstraint(
            model_name='tolditem',
            constraint=models.UniqueConstraint(condition=models.Q(('letter__isnull', False)), fields=('subscription', 'letter'), name='letter_told_once'),
        ),
        migrations.AddConstraint(
            model_name='tolditem',
            constraint=models.UniqueConstraint(condition=models.Q(('step__isnull', False)), fields=('subscription', 'step'), name='step_told_once'),
        ),
        migrations.AddConstraint(
            model_name='tolditem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('letter__isnull', False), ('step__isnull', True)), models.Q(('letter__isnull', True), ('step__isnull', False)), _connector='OR'), name='told_of_one_thing'),
        ),
    ]
