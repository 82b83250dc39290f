import django.db.models.deletion
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
            name='ImportRun',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(default='reports', max_length=20)),
                ('state', models.CharField(choices=[('previewed', 'granskas'), ('running', 'läses in'), ('done', 'klar'), ('failed', 'avbruten'), ('dropped', 'kastad')], default='previewed', max_length=12)),
                ('stage', models.CharField(blank=True, max_length=20)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('counts', models.JSONField(default=dict)),
                ('fault', models.CharField(blank=True, max_length=40)),
                ('spec', trygg_web.access.vault.SealedText()),
                ('shown', trygg_web.access.vault.SealedText()),
                ('until', models.DateField(null=True)),
                ('at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['previewed', 'running', 'done', 'failed', 'dropped'])), name='run_state_known')],
            },
        ),
        migrations.CreateModel(
            name='CustodyStay',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number_key', models.CharField(db_index=True, max_length=32)),
                ('number', trygg_web.access.vault.SealedText()),
                ('given', trygg_web.access.vault.SealedText()),
                ('family', trygg_web.access.vault.SealedText()),
                ('place', models.CharField(max_length=80)),
                ('since', models.DateField()),
                ('restrictions', models.BooleanField(null=True)),
                ('visit_allowed', models.BooleanField(null=True)),
                ('planned_release', models.DateField(null=True)),
                ('first_seen', models.DateField()),
                ('last_seen', models.DateField()),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='incidents.importrun')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('number_key', 'place', 'since'), name='stay_once')],
            },
        ),
        migrations.CreateModel(
            name='ContactBan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number_key', models.CharField(db_index=True, max_length=32)),
                ('number', trygg_web.access.vault.SealedText()),
                ('protects_key', models.CharField(blank=True, db_index=True, max_length=32)),
                ('protects', trygg_web.access.vault.SealedText()),
                ('kind', models.CharField(max_length=60)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('last_told', models.DateField()),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='incidents.importrun')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('number_key', 'protects_key', 'kind', 'since'), name='ban_once')],
            },
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sender', models.CharField(max_length=80)),
                ('name', models.CharField(max_length=80)),
                ('version', models.PositiveIntegerField(default=1)),
                ('kind', models.CharField(default='reports', max_length=20)),
                ('spec', models.JSONField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sender', 'name', 'version'), name='profile_version_once')],
            },
        ),
        migrations.AddField(
            model_name='importrun',
            name='profile',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='incidents.profile'),
        ),
        migrations.CreateModel(
            name='ReceivedFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('filename', trygg_web.access.vault.SealedText()),
                ('sender', models.CharField(max_length=80)),
                ('size', models.PositiveBigIntegerField()),
                ('content', trygg_web.access.vault.SealedBytes()),
                ('received_at', models.DateTimeField()),
                ('keep_until', models.DateField()),
                ('erased_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddField(
            model_name='importrun',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='incidents.receivedfile'),
        ),
        migrations.CreateModel(
            name='Rejected',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('row', models.PositiveIntegerField()),
                ('cells', trygg_web.access.vault.SealedText()),
                ('column', models.CharField(blank=True, max_length=80)),
                ('reason', models.CharField(max_length=40)),
                ('digest', models.CharField(db_index=True, max_length=32)),
                ('state', models.CharField(choices=[('waiting', 'väntar'), ('mended', 'rättad'), ('dropped', 'lagd åt sidan')], default='waiting', max_length=8)),
                ('at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rejected', to='incidents.importrun')),
            ],
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=20, unique=True)),
                ('reported_at', models.DateTimeField()),
                ('district', models.CharField(blank=True, max_length=60)),
                ('relation', models.CharField(max_length=30)),
                ('partner', models.BooleanField(null=True)),
                ('child_present', models.BooleanField(null=True)),
                ('children', models.PositiveSmallIntegerField(null=True)),
                ('injury', models.CharField(blank=True, max_length=20)),
                ('weapon', models.BooleanField(null=True)),
                ('strangulation', models.BooleanField(null=True)),
                ('death_threat', models.BooleanField(null=True)),
                ('told_on', models.DateField()),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='incidents.importrun')),
            ],
            options={
                'indexes': [models.Index(fields=['-reported_at'], name='incidents_r_reporte_976314_idx'), models.Index(fields=['partner', '-reported_at'], name='incidents_r_partner_109f35_idx')],
            },
        ),
        migrations.CreateModel(
            name='RelationRuling',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('suspect', models.SmallIntegerField(default=0)),
                ('victim', models.SmallIntegerField(default=0)),
                ('partner', models.BooleanField()),
                ('because', trygg_web.access.vault.SealedText()),
                ('at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='incidents.report')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('report', 'suspect', 'victim'), name='ruling_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('suspect', 'misstänkt'), ('victim', 'målsägande')], max_length=8)),
                ('place', models.PositiveSmallIntegerField(default=0)),
                ('number', trygg_web.access.vault.SealedText()),
                ('number_key', models.CharField(blank=True, db_index=True, max_length=32)),
                ('number_kind', models.CharField(default='none', max_length=24)),
                ('born', trygg_web.access.vault.SealedText()),
                ('given', trygg_web.access.vault.SealedText()),
                ('family', trygg_web.access.vault.SealedText()),
                ('sex', models.CharField(blank=True, max_length=1)),
                ('protected', models.CharField(default='none', max_length=24)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='incidents.report')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'role', 'place'), name='party_place_once')],
            },
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('line', models.PositiveSmallIntegerField()),
                ('heading', models.CharField(max_length=120)),
                ('code', models.CharField(blank=True, max_length=6)),
                ('offence', models.CharField(max_length=60)),
                ('attempt', models.BooleanField(default=False)),
                ('since', models.DateTimeField(null=True)),
                ('until', models.DateTimeField(null=True)),
                ('precision', models.CharField(default='minute', max_length=8)),
                ('suspect', models.SmallIntegerField(default=0)),
                ('victim', models.SmallIntegerField(default=0)),
                ('relation', models.CharField(default='unknown', max_length=30)),
                ('partner', models.BooleanField(null=True)),
                ('weapon', models.BooleanField(null=True)),
                ('strangulation', models.BooleanField(null=True)),
                ('death_threat', models.BooleanField(null=True)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='incidents.report')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('partner', None)), fields=['report'], name='incident_pair_waits')],
                'constraints': [models.UniqueConstraint(fields=('report', 'line'), name='incident_line_once')],
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('field', models.CharField(max_length=30)),
                ('was', trygg_web.access.vault.SealedText()),
                ('on', models.DateField()),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='incidents.importrun')),
                ('party', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='incidents.party')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='incidents.report')),
            ],
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=12)),
                ('value', models.CharField(max_length=40)),
                ('suspect', models.SmallIntegerField(default=0)),
                ('since', models.DateField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='incidents.report')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='incidents.importrun')),
            ],
            options={
                'indexes': [models.Index(fields=['report', 'kind', '-since'], name='incidents_s_report__82ecb6_idx')],
            },
        ),
        migrations.CreateModel(
            name='BanAmendment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('until', models.DateField(null=True)),
                ('on', models.DateField()),
                ('ban', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='incidents.contactban')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='incidents.importrun')),
            ],
            options={
                'indexes': [models.Index(fields=['ban', '-on'], name='incidents_b_ban_id_cd8fc4_idx')],
            },
        ),
        migrations.CreateModel(
            name='StayAmendment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('field', models.CharField(max_length=20)),
                ('was', models.CharField(max_length=10)),
                ('on', models.DateField()),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='incidents.importrun')),
                ('stay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='incidents.custodystay')),
            ],
            options={
                'indexes': [models.Index(fields=['stay', '-on'], name='incidents_s_stay_id_7159fd_idx')],
            },
        ),
    ]
