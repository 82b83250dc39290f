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
            name='Client',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('given', trygg_web.access.vault.SealedText()),
                ('family', trygg_web.access.vault.SealedText()),
                ('number', trygg_web.access.vault.SealedText()),
                ('number_key', models.CharField(max_length=32, unique=True)),
                ('protected', models.BooleanField(default=False)),
                ('since', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Sentence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('office', models.CharField(blank=True, max_length=80)),
                ('conditions', models.CharField(blank=True, max_length=200)),
                ('last_seen', models.DateField()),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sentences', to='supervision.client')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('client', 'kind', 'since'), name='sentence_once')],
            },
        ),
        migrations.CreateModel(
            name='Shared',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('arrival', models.UUIDField(unique=True)),
                ('message', models.UUIDField()),
                ('house', models.CharField(max_length=60)),
                ('due_on', models.DateField(null=True)),
                ('taken_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shared', to='supervision.client')),
            ],
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('filename', trygg_web.access.vault.SealedText()),
                ('content', trygg_web.access.vault.SealedBytes()),
                ('state', models.CharField(choices=[('previewed', 'granskas'), ('saved', 'inläst'), ('dropped', 'kastad')], default='previewed', max_length=10)),
                ('counts', models.JSONField(default=dict)),
                ('faults', models.JSONField(default=list)),
                ('received_at', models.DateTimeField()),
                ('saved_at', models.DateTimeField(null=True)),
                ('keep_until', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['previewed', 'saved', 'dropped'])), name='sheet_state_known')],
            },
        ),
        migrations.CreateModel(
            name='SentenceAmendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField(null=True)),
                ('office', models.CharField(blank=True, max_length=80)),
                ('conditions', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('sentence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='supervision.sentence')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.sheet')),
            ],
        ),
        migrations.AddField(
            model_name='sentence',
            name='sheet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.sheet'),
        ),
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(choices=[('appointment', 'uteblivet möte'), ('condition', 'särskild föreskrift'), ('programme', 'program som föreskrivits'), ('other', 'annat')], max_length=12)),
                ('day', models.DateField()),
                ('note', trygg_web.access.vault.SealedText()),
                ('at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('not_told_because', trygg_web.access.vault.SealedText()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='breaches', to='supervision.client')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('what__in', ['appointment', 'condition', 'programme', 'other'])), name='breach_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='breach_settled_by_someone')],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('purpose', models.CharField(choices=[('first', 'första mötet och plan'), ('talk', 'övervakningssamtal'), ('programme', 'programtillfälle'), ('message', 'budskap tillsammans med polisen')], max_length=10)),
                ('attendance', models.CharField(choices=[('planned', 'planerat'), ('came', 'kom'), ('excused', 'hade giltigt skäl'), ('absent', 'uteblev'), ('cancelled', 'inställt')], default='planned', max_length=10)),
                ('arrival', models.UUIDField(null=True)),
                ('made_at', models.DateTimeField()),
                ('noted_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='supervision.client')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['first', 'talk', 'programme', 'message'])), name='appointment_purpose_known'), models.CheckConstraint(condition=models.Q(models.Q(('attendance', 'planned'), ('noted_by', None)), models.Q(models.Q(('attendance', 'planned'), _negated=True), ('noted_by__isnull', False)), _connector='OR'), name='appointment_noted_by_someone')],
            },
        ),
        migrations.CreateModel(
            name='ClientName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(db_index=True, max_length=32)),
                ('client', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='names', to='supervision.client')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('client', 'key'), name='client_name_once')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('programme', models.CharField(choices=[('predov', 'Predov'), ('rvp', 'Relationsvåldsprogrammet (RVP)'), ('idap', 'Idap'), ('other', 'annat program')], max_length=10)),
                ('step', models.CharField(choices=[('offered', 'erbjudet'), ('accepted', 'tackat ja'), ('declined', 'tackat nej'), ('started', 'påbörjat'), ('completed', 'fullföljt'), ('dropped', 'avbrutet')], max_length=10)),
                ('day', models.DateField()),
                ('because', trygg_web.access.vault.SealedText()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='supervision.client')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('programme__in', ['predov', 'rvp', 'idap', 'other'])), name='programme_known'), models.CheckConstraint(condition=models.Q(('step__in', ['offered', 'accepted', 'declined', 'started', 'completed', 'dropped'])), name='programme_step_known')],
            },
        ),
    ]
