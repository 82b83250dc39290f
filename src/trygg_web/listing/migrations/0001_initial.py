import django.db.models.deletion
import trygg_web.access.vault
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '__first__'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.UUIDField(default=uuid.uuid4)),
            ],
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('level', models.CharField(blank=True, max_length=1)),
                ('facts', models.JSONField()),
                ('fired', models.JSONField()),
                ('strongest', models.CharField(blank=True, max_length=12)),
                ('events', models.CharField(max_length=64)),
                ('method', models.CharField(max_length=64)),
                ('decide_by', models.DateField(null=True)),
                ('state', models.CharField(choices=[('waiting', 'väntar på beslut'), ('second', 'väntar på en andra person'), ('decided', 'beslutad'), ('superseded', 'ersatt av ett nyare förslag')], default='waiting', max_length=10)),
                ('at', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(null=True)),
                ('claimed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'level', '-at'], name='listing_pro_state_faeb7f_idx'), models.Index(fields=['state', 'decide_by'], name='listing_pro_state_772c99_idx'), models.Index(fields=['person', '-at'], name='listing_pro_person__78ee81_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'second'])), fields=('person',), name='proposal_one_waiting'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'second', 'decided', 'superseded'])), name='proposal_state_known')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('level', models.CharField(blank=True, max_length=1)),
                ('because', trygg_web.access.vault.SealedText()),
                ('review_on', models.DateField(null=True)),
                ('at', models.DateTimeField()),
                ('seconds_open', models.PositiveIntegerField(null=True)),
                ('facts_opened', models.BooleanField(default=False)),
                ('fear', models.BooleanField(default=False)),
                ('second_at', models.DateTimeField(null=True)),
                ('second_because', trygg_web.access.vault.SealedText()),
                ('refused', models.BooleanField(default=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='listing.proposal')),
            ],
            options={
                'indexes': [models.Index(fields=['by', '-at'], name='listing_dec_by_id_81668f_idx'), models.Index(fields=['-at'], name='listing_dec_at_4095c4_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['', 'A', 'B', 'C', 'D'])), name='decision_level_known'), models.CheckConstraint(condition=models.Q(('second_by', None), models.Q(('second_by', models.F('by')), _negated=True), _connector='OR'), name='decision_second_is_another')],
            },
        ),
        migrations.CreateModel(
            name='Rank',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='people.person')),
                ('on', models.DateField()),
                ('recency', models.FloatField()),
                ('frequency', models.FloatField()),
                ('gravity', models.FloatField()),
                ('victims', models.FloatField()),
                ('score', models.FloatField()),
                ('last_act', models.DateField(null=True)),
                ('district', models.CharField(blank=True, db_index=True, max_length=60)),
                ('level', models.CharField(blank=True, max_length=1)),
                ('former', models.CharField(blank=True, max_length=1)),
                ('since', models.DateField(null=True)),
                ('review_on', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['level', '-score'], name='listing_ran_level_ac78f6_idx'), models.Index(fields=['-score'], name='listing_ran_score_a830cc_idx'), models.Index(fields=['-last_act'], name='listing_ran_last_ac_ecba34_idx'), models.Index(fields=['-since'], name='listing_ran_since_2653d2_idx'), models.Index(fields=['review_on'], name='listing_ran_review__8edad0_idx')],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('level', models.CharField(max_length=1)),
                ('former', models.CharField(blank=True, max_length=1)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('review_on', models.DateField()),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='listing.decision')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['until', 'level', 'review_on'], name='listing_pla_until_189c66_idx'), models.Index(fields=['until', 'review_on'], name='listing_pla_until_d57f2d_idx'), models.Index(fields=['until', 'since'], name='listing_pla_until_7bd689_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('person',), name='placement_one_open_per_person'), models.CheckConstraint(condition=models.Q(('level__in', ('A', 'B', 'C', 'D'))), name='placement_level_known')],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('about', models.CharField(choices=[('level', 'nivån, eller att stå på listan'), ('message', 'budskapet'), ('fact', 'en uppgift'), ('identity', 'att det är fel person')], max_length=8)),
                ('said', trygg_web.access.vault.SealedText()),
                ('came_on', models.DateField()),
                ('due_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('outcome', models.CharField(blank=True, choices=[('changed', 'rättat'), ('partly', 'delvis rättat'), ('kept', 'står fast')], max_length=8)),
                ('because', trygg_web.access.vault.SealedText()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['outcome', 'due_on'], name='objection_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='objection_answered_by_someone')],
            },
        ),
    ]
