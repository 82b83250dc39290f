import django.db.models.deletion
import trygg_web.access.vault
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '__first__'),
        ('listing', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('level', models.CharField(max_length=1)),
                ('form', models.CharField(max_length=20)),
                ('functions', models.JSONField(default=list)),
                ('rule', models.CharField(max_length=20)),
                ('method', models.CharField(max_length=64)),
                ('trigger', models.CharField(choices=[('report', 'anmälan'), ('custody', 'frihetsberövande'), ('decision', 'beslut om nivå')], max_length=10)),
                ('triggered_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('warn_at', models.DateTimeField(null=True)),
                ('held', models.BooleanField(default=False)),
                ('restrictions', models.BooleanField(null=True)),
                ('language', models.CharField(blank=True, max_length=3)),
                ('victim_attempts', models.PositiveSmallIntegerField()),
                ('state', models.CharField(default='planned', max_length=12)),
                ('scheduled_at', models.DateTimeField(null=True)),
                ('place', trygg_web.access.vault.SealedText()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('first_attempt_at', models.DateTimeField(null=True)),
                ('delivered_at', models.DateTimeField(null=True)),
                ('planned_at', models.DateTimeField()),
                ('assigned_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notifications', to='people.person')),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notifications', to='listing.placement')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_at'], name='notificatio_state_bfe879_idx'), models.Index(fields=['person', '-planned_at'], name='notificatio_person__81c397_idx'), models.Index(fields=['placement'], name='notificatio_placeme_407250_idx'), models.Index(fields=['-delivered_at'], name='notificatio_deliver_98da96_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['attempted', 'gated', 'not_found', 'planned', 'ready', 'refused', 'scheduled'])), fields=('person',), name='notification_one_before_delivery'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'gated', 'ready', 'scheduled', 'attempted', 'delivered', 'refused', 'not_found', 'cancelled', 'recorded', 'followed', 'closed'])), name='notification_state_known'), models.CheckConstraint(condition=models.Q(('level__in', ('A', 'B', 'C', 'D'))), name='notification_level_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'delivered'), _negated=True), ('delivered_at__isnull', False), _connector='OR'), name='notification_delivered_has_its_time')],
            },
        ),
        migrations.CreateModel(
            name='Issued',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=8)),
                ('text', models.CharField(max_length=60)),
                ('version', models.CharField(max_length=64)),
                ('content', trygg_web.access.vault.SealedText()),
                ('said', trygg_web.access.vault.SealedText()),
                ('stale_at', models.DateTimeField(null=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issued', to='notifications.notification')),
            ],
            options={
                'indexes': [models.Index(fields=['notification', 'at'], name='notificatio_notific_e1f7f5_idx')],
            },
        ),
        migrations.CreateModel(
            name='Gate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('gate', models.CharField(max_length=20)),
                ('open', models.BooleanField(default=False)),
                ('overridden', models.BooleanField(default=False)),
                ('since', models.DateTimeField()),
                ('waited_since', models.DateTimeField()),
                ('notification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gates', to='notifications.notification')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('notification', 'gate'), name='gate_once_per_notification'), models.CheckConstraint(condition=models.Q(('overridden', False), ('open', True), _connector='OR'), name='gate_overridden_is_open')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('delivered', 'budskapet gavs'), ('refused', 'ville inte ta emot'), ('missed', 'inte anträffad')], max_length=10)),
                ('understood', models.CharField(blank=True, choices=[('yes', 'ja'), ('partly', 'delvis'), ('no', 'nej')], max_length=8)),
                ('reaction', models.CharField(blank=True, choices=[('calm', 'lugn'), ('denies', 'förnekar'), ('angry', 'arg'), ('distressed', 'ledsen eller pressad'), ('suicidal', 'talar om att ta sitt liv'), ('threatens', 'hotar')], max_length=12)),
                ('help', models.CharField(blank=True, choices=[('accepted', 'tackade ja'), ('thinks', 'vill tänka'), ('declined', 'tackade nej')], max_length=10)),
                ('interpreter', models.BooleanField(default=False)),
                ('next_contact', models.DateField(null=True)),
                ('threat', models.BooleanField(default=False)),
                ('threat_seen_at', models.DateTimeField(null=True)),
                ('threat_done', trygg_web.access.vault.SealedText()),
                ('note', trygg_web.access.vault.SealedText()),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('threat_seen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tried', to='notifications.notification')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('notification', 'number'), name='attempt_number_once'), models.CheckConstraint(condition=models.Q(('outcome__in', ['delivered', 'refused', 'missed'])), name='attempt_outcome_known')],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('act', models.CharField(max_length=12)),
                ('state', models.CharField(max_length=12)),
                ('to', models.CharField(max_length=12)),
                ('because', trygg_web.access.vault.SealedText()),
                ('at', models.DateTimeField()),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='notifications.notification')),
            ],
            options={
                'indexes': [models.Index(fields=['notification', 'at'], name='notificatio_notific_f26ac6_idx')],
            },
        ),
        migrations.CreateModel(
            name='TextApproval',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=60)),
                ('version', models.CharField(max_length=64)),
                ('agency', models.CharField(max_length=24)),
                ('name', trygg_web.access.vault.SealedText()),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('text', 'version', 'agency'), name='approval_one_open_per_agency')],
            },
        ),
        migrations.CreateModel(
            name='Withholding',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('because', models.CharField(max_length=12)),
                ('to', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('placement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withholding', to='listing.placement')),
                ('seen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Redress',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('said', trygg_web.access.vault.SealedText()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notification', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='redress', to='notifications.notification')),
            ],
        ),
        migrations.CreateModel(
            name='CalendarKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('user',), name='calendar_key_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Cover',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stands_in_for', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'until'], name='notificatio_user_id_14e9cf_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='cover_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('user', models.F('stands_in_for')), _negated=True), name='cover_is_by_another')],
            },
        ),
        migrations.CreateModel(
            name='GateDecision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('verdict', models.CharField(choices=[('opened', 'öppnad'), ('overridden', 'förbigången'), ('shut', 'stängd igen')], max_length=10)),
                ('because', trygg_web.access.vault.SealedText()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('gate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='notifications.gate')),
            ],
            options={
                'indexes': [models.Index(fields=['gate', '-at'], name='notificatio_gate_id_3221c0_idx'), models.Index(fields=['verdict', '-at'], name='notificatio_verdict_6a300d_idx')],
            },
        ),
        migrations.CreateModel(
            name='CallIn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('place', trygg_web.access.vault.SealedText()),
                ('seats', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('planned', 'planerat'), ('summoned', 'kallat'), ('cancelled', 'inställt')], default='planned', max_length=10)),
                ('summoned_at', models.DateTimeField(null=True)),
                ('because', trygg_web.access.vault.SealedText()),
                ('planned_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'at'], name='notificatio_state_4b871f_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'summoned', 'cancelled'])), name='call_in_state_known')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('attendance', models.CharField(blank=True, choices=[('came', 'kom'), ('refused', 'kom, ville inte ta emot'), ('missed', 'kom inte')], max_length=8)),
                ('followed_at', models.DateTimeField(null=True)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('attended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('call_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken', to='notifications.callin')),
                ('notification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='notifications.notification')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None), ('followed_at', None)), fields=('notification',), name='seat_one_open_per_notification'), models.CheckConstraint(condition=models.Q(('followed_at', None), ('attendance', 'missed'), _connector='OR'), name='seat_followed_was_missed')],
            },
        ),
        migrations.CreateModel(
            name='Apart',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('conflict', 'känd konflikt'), ('kin', 'släktskap'), ('asked', 'annat skäl')], max_length=8)),
                ('because', trygg_web.access.vault.SealedText()),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('one', 'other'), name='apart_one_open'), models.CheckConstraint(condition=models.Q(('one', models.F('other')), _negated=True), name='apart_are_two'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='apart_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Inquiry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('branch', models.CharField(choices=[('victims', 'socialtjänsten'), ('supervision', 'frivården')], max_length=12)),
                ('house', models.CharField(max_length=60)),
                ('disclosure', models.UUIDField(unique=True)),
                ('message', models.UUIDField(unique=True)),
                ('asked_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('word', models.CharField(blank=True, choices=[('open', 'får ges'), ('wait', 'vänta'), ('given', 'budskapet är givet')], max_length=8)),
                ('answered_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('told_given_at', models.DateTimeField(null=True)),
                ('notification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='notifications.notification')),
                ('victim', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['withdrawn_at', 'told_given_at'], name='notificatio_withdra_734351_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('branch', 'victims')), fields=('notification', 'victim'), name='inquiry_once_per_victim'), models.UniqueConstraint(condition=models.Q(('branch', 'supervision')), fields=('notification',), name='inquiry_once_of_supervision'), models.CheckConstraint(condition=models.Q(('word__in', ['', 'open', 'wait', 'given'])), name='inquiry_word_known'), models.CheckConstraint(condition=models.Q(models.Q(('branch', 'victims'), ('victim__isnull', False)), models.Q(('branch', 'supervision'), ('victim', None)), _connector='OR'), name='inquiry_victim_where_asked')],
            },
        ),
    ]
