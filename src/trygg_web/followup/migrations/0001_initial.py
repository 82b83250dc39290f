import django.db.models.deletion
import trygg_web.access.vault
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '__first__'),
        ('incidents', '0001_initial'),
        ('notifications', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Known',
            fields=[
                ('notification', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='known', serialize=False, to='notifications.notification')),
                ('news', models.DateField(null=True)),
                ('ended', models.DateField(null=True)),
                ('held', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('raised', 'larmat'), ('seen', 'sett av ledaren'), ('planned', 'plan finns'), ('answered', 'besvarat'), ('withdrawn', 'bortfallet')], default='raised', max_length=10)),
                ('reported_at', models.DateTimeField()),
                ('raised_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('lead_seen_at', models.DateTimeField(null=True)),
                ('victim_side_seen_at', models.DateTimeField(null=True)),
                ('plan', trygg_web.access.vault.SealedText()),
                ('planned_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('lead_seen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='notifications.notification')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='people.person')),
                ('planned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='incidents.report')),
                ('breach', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.observation')),
                ('victim_side_seen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_at'], name='followup_al_state_16b40c_idx'), models.Index(fields=['-reported_at'], name='followup_al_reporte_f85fe5_idx')],
                'constraints': [models.UniqueConstraint(fields=('person', 'report'), name='alert_once_per_report'), models.CheckConstraint(condition=models.Q(('state__in', ['raised', 'seen', 'planned', 'answered', 'withdrawn'])), name='alert_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('planned_at', None), ('planned_by', None)), models.Q(('planned_at__isnull', False), ('planned_by__isnull', False)), _connector='OR'), name='alert_planned_by_someone'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['planned', 'answered']), _negated=True), ('planned_at__isnull', False), _connector='OR'), name='alert_answered_was_planned'), models.UniqueConstraint(fields=('person', 'breach'), name='alert_once_per_breach'), models.CheckConstraint(condition=models.Q(models.Q(('breach__isnull', False), ('report', None)), models.Q(('breach', None), ('report__isnull', False)), _connector='OR'), name='alert_of_a_report_or_a_breach')],
            },
        ),
        migrations.CreateModel(
            name='Lever',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('basis', models.CharField(max_length=160)),
                ('decided_by', models.CharField(max_length=40)),
                ('decided_on', models.DateField(null=True)),
                ('area', trygg_web.access.vault.SealedText()),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('renewal', models.BooleanField(default=False)),
                ('monitored', models.BooleanField(default=False)),
                ('source', models.CharField(choices=[('import', 'inläst'), ('person', 'inskriven')], max_length=8)),
                ('reference', trygg_web.access.vault.SealedText()),
                ('asked_at', models.DateTimeField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('ended_because', trygg_web.access.vault.SealedText()),
                ('ended_at', models.DateTimeField(null=True)),
                ('at', models.DateTimeField()),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ban', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lever', to='incidents.contactban')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levers', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-since'], name='followup_le_person__473ec5_idx'), models.Index(fields=['until'], name='followup_le_until_7e9f92_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='lever_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('source__in', ['import', 'person'])), name='lever_source_known'), models.CheckConstraint(condition=models.Q(models.Q(('ended_by', None), ('ended_on', None)), models.Q(('ended_by__isnull', False), ('ended_on__isnull', False)), _connector='OR'), name='lever_ended_by_someone'), models.CheckConstraint(condition=models.Q(models.Q(('source', 'import'), _negated=True), ('ban__isnull', False), _connector='OR'), name='lever_imported_has_its_ban')],
            },
        ),
        migrations.CreateModel(
            name='LeverBreach',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('because', trygg_web.access.vault.SealedText()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lever', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='breaches', to='followup.lever')),
                ('observation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.observation')),
            ],
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('consequence', 'följd som stod i budskapet'), ('lever', 'åtgärd som gällde när budskapet gavs'), ('action', 'eget steg i planen')], max_length=12)),
                ('place', models.PositiveSmallIntegerField()),
                ('what', models.CharField(blank=True, max_length=40)),
                ('says', trygg_web.access.vault.SealedText()),
                ('result', models.CharField(blank=True, choices=[('done', 'gjort'), ('not_possible', 'gick inte'), ('not_done', 'inte gjort')], max_length=12)),
                ('because', trygg_web.access.vault.SealedText()),
                ('at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='followup.alert')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alert', 'place'), name='promise_place_once'), models.CheckConstraint(condition=models.Q(('result__in', ['', 'done', 'not_possible', 'not_done'])), name='promise_result_known'), models.CheckConstraint(condition=models.Q(models.Q(('at', None), ('by', None), ('result', '')), models.Q(models.Q(('result', ''), _negated=True), ('at__isnull', False), ('by__isnull', False)), _connector='OR'), name='promise_answered_by_someone'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', False), ('result', 'done')), models.Q(models.Q(('result', 'done'), _negated=True), ('done_at', None)), _connector='OR'), name='promise_done_has_its_time')],
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('look', models.CharField(max_length=12)),
                ('days', models.PositiveSmallIntegerField()),
                ('due', models.DateField(null=True)),
                ('held', models.PositiveSmallIntegerField(default=0)),
                ('outcome', models.CharField(blank=True, choices=[('quiet', 'lugnt'), ('breached', 'något nytt'), ('ended', 'avslutad')], max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('judged_at', models.DateTimeField(null=True)),
                ('looked_at', models.DateTimeField(null=True)),
                ('note', trygg_web.access.vault.SealedText()),
                ('looked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='watches', to='notifications.notification')),
            ],
            options={
                'indexes': [models.Index(fields=['outcome', 'due'], name='followup_wa_outcome_087712_idx'), models.Index(fields=['looked_at', 'due'], name='followup_wa_looked__0b9b47_idx')],
                'constraints': [models.UniqueConstraint(fields=('notification', 'look'), name='watch_once_per_look'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'quiet', 'breached', 'ended'])), name='watch_outcome_known')],
            },
        ),
    ]
