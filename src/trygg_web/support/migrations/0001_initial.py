import django.db.models.deletion
import trygg.support.steps
import trygg_web.access.vault
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Series',
            fields=[
                ('year', models.IntegerField(primary_key=True, serialize=False)),
                ('last', models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('help', models.CharField(max_length=40)),
                ('state', models.CharField(choices=[(trygg.support.steps.State['OFFERED'], 'erbjuden'), (trygg.support.steps.State['THINKING'], 'vill tänka'), (trygg.support.steps.State['ACCEPTED'], 'tackat ja'), (trygg.support.steps.State['BOOKED'], 'första tiden bokad'), (trygg.support.steps.State['ATTENDING'], 'pågår'), (trygg.support.steps.State['DECLINED'], 'tackat nej'), (trygg.support.steps.State['COMPLETED'], 'fullföljd'), (trygg.support.steps.State['DROPPED'], 'avbruten')], default=trygg.support.steps.State['OFFERED'], max_length=10)),
                ('offered_on', models.DateField()),
                ('ask_on', models.DateField(null=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', [trygg.support.steps.State['OFFERED'], trygg.support.steps.State['THINKING'], trygg.support.steps.State['ACCEPTED'], trygg.support.steps.State['BOOKED'], trygg.support.steps.State['ATTENDING'], trygg.support.steps.State['DECLINED'], trygg.support.steps.State['COMPLETED'], trygg.support.steps.State['DROPPED']])), name='offer_state_known')],
            },
        ),
        migrations.CreateModel(
            name='OfferStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('act', models.CharField(max_length=10)),
                ('to', models.CharField(choices=[(trygg.support.steps.State['OFFERED'], 'erbjuden'), (trygg.support.steps.State['THINKING'], 'vill tänka'), (trygg.support.steps.State['ACCEPTED'], 'tackat ja'), (trygg.support.steps.State['BOOKED'], 'första tiden bokad'), (trygg.support.steps.State['ATTENDING'], 'pågår'), (trygg.support.steps.State['DECLINED'], 'tackat nej'), (trygg.support.steps.State['COMPLETED'], 'fullföljd'), (trygg.support.steps.State['DROPPED'], 'avbruten')], max_length=10)),
                ('because', trygg_web.access.vault.SealedText()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='support.offer')),
            ],
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('case_number', models.CharField(max_length=20, unique=True)),
                ('given', trygg_web.access.vault.SealedText()),
                ('family', trygg_web.access.vault.SealedText()),
                ('number', trygg_web.access.vault.SealedText()),
                ('number_key', models.CharField(max_length=32, null=True, unique=True)),
                ('contact', trygg_web.access.vault.SealedText()),
                ('protected', models.BooleanField(default=False)),
                ('source', models.CharField(choices=[('self', 'sökte själv'), ('police', 'genom polisen'), ('probation', 'genom frivården'), ('social', 'genom annan socialtjänst')], max_length=10)),
                ('since', models.DateTimeField()),
                ('worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['self', 'police', 'probation', 'social'])), name='participant_source_known')],
            },
        ),
        migrations.AddField(
            model_name='offer',
            name='participant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='support.participant'),
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('recipient', models.CharField(choices=[('police', 'polisen'), ('probation', 'frivården')], max_length=10)),
                ('tells', models.JSONField(default=list)),
                ('how', models.CharField(choices=[('in_writing', 'skriftligt'), ('orally_noted', 'muntligt, antecknat här')], max_length=15)),
                ('given_on', models.DateField()),
                ('until', models.DateField()),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='support.participant')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('recipient__in', ['police', 'probation'])), name='help_consent_recipient_known'), models.CheckConstraint(condition=models.Q(('how__in', ['in_writing', 'orally_noted'])), name='help_consent_how_known'), models.CheckConstraint(condition=models.Q(('until__gte', models.F('given_on'))), name='help_consent_span'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='help_consent_withdrawn_by_someone')],
            },
        ),
        migrations.CreateModel(
            name='Barred',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('because', trygg_web.access.vault.SealedText()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='barred', to='support.participant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('participant', 'user'), name='barred_once')],
            },
        ),
        migrations.CreateModel(
            name='ParticipantName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(db_index=True, max_length=32)),
                ('participant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='names', to='support.participant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('participant', 'key'), name='participant_name_once')],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('arrival', models.UUIDField(unique=True)),
                ('message', models.UUIDField()),
                ('zone', models.CharField(max_length=10)),
                ('house', models.CharField(max_length=60)),
                ('taken_at', models.DateTimeField()),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='support.participant')),
            ],
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('attendance', models.CharField(choices=[('planned', 'bokad'), ('came', 'kom'), ('excused', 'hade förhinder'), ('absent', 'kom inte'), ('cancelled', 'inställd av oss')], default='planned', max_length=10)),
                ('made_at', models.DateTimeField()),
                ('noted_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='support.offer')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('attendance__in', ['planned', 'came', 'excused', 'absent', 'cancelled'])), name='help_time_attendance_known'), models.UniqueConstraint(condition=models.Q(('attendance', 'planned')), fields=('offer',), name='help_time_ahead_once'), models.CheckConstraint(condition=models.Q(models.Q(('attendance', 'planned'), ('noted_by', None)), models.Q(models.Q(('attendance', 'planned'), _negated=True), ('noted_by__isnull', False)), _connector='OR'), name='help_time_noted_by_someone')],
            },
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['offered', 'thinking', 'accepted', 'booked', 'attending'])), fields=('participant', 'help'), name='offer_open_once'),
        ),
    ]
