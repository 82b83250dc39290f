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
            name='Series',
            fields=[
                ('id', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='KeptDraft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('told', trygg_web.access.vault.SealedText()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Bar',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('subject', models.CharField(max_length=64)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'subject'), name='bar_once')],
            },
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('side', models.CharField(choices=[('out', 'ut'), ('in', 'in')], max_length=3)),
                ('message', models.UUIDField()),
                ('partner', models.CharField(max_length=60)),
                ('function', models.CharField(max_length=40)),
                ('kind', models.CharField(max_length=40)),
                ('ground', models.CharField(max_length=20)),
                ('dnr', models.CharField(max_length=24)),
                ('fields', models.JSONField()),
                ('corrects', models.UUIDField(null=True)),
                ('previous', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'indexes': [models.Index(fields=['message'], name='exchange_le_message_d70f43_idx')],
                'constraints': [models.UniqueConstraint(fields=('side', 'message', 'partner'), name='ledger_once_per_side')],
            },
        ),
        migrations.CreateModel(
            name='LedgerHead',
            fields=[
                ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('seq', models.BigIntegerField(default=0)),
                ('digest', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='ledger_has_one_head')],
            },
        ),
        migrations.CreateModel(
            name='LedgerPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(db_index=True, max_length=32)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='exchange.ledgerentry')),
            ],
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('house', models.SlugField(max_length=60, unique=True)),
                ('zone', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=120)),
                ('functions', models.JSONField(default=list)),
                ('carrier', models.CharField(choices=[('folder', 'mapp'), ('https', 'HTTPS med ömsesidig TLS')], default='folder', max_length=8)),
                ('way_out', models.CharField(blank=True, max_length=400)),
                ('way_in', models.CharField(blank=True, max_length=400)),
                ('since', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('last_seq', models.PositiveBigIntegerField(default=0)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('carrier__in', ['folder', 'https'])), name='partner_carrier_known'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by', None)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='partner_revoked_by_someone')],
            },
        ),
        migrations.CreateModel(
            name='Outgoing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('seq', models.PositiveBigIntegerField()),
                ('kind', models.CharField(choices=[('disclosure', 'utlämnande'), ('correction', 'rättelse'), ('request', 'begäran'), ('answer', 'svar på begäran'), ('receipt', 'kvittens')], max_length=12)),
                ('body', trygg_web.access.vault.SealedText()),
                ('state', models.CharField(choices=[('waiting', 'ska skickas'), ('sent', 'skickad'), ('receipted', 'kvitterad'), ('returned', 'avvisad av mottagaren'), ('stopped', 'stoppad, mottagaren är avslutad')], default='waiting', max_length=9)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('next_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('receipted_at', models.DateTimeField(null=True)),
                ('returned_why', models.CharField(blank=True, max_length=40)),
                ('receipt_for', models.UUIDField(null=True)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outgoing', to='exchange.partner')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'next_at'], name='exchange_ou_state_08448f_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('seq', 0), _negated=True), fields=('partner', 'seq'), name='outgoing_seq_once'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sent', 'receipted', 'returned', 'stopped'])), name='outgoing_state_known')],
            },
        ),
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('message', models.UUIDField()),
                ('seq', models.PositiveBigIntegerField()),
                ('carries', models.CharField(choices=[('disclosure', 'utlämnande'), ('correction', 'rättelse'), ('request', 'begäran'), ('answer', 'svar på begäran'), ('receipt', 'kvittens')], max_length=12)),
                ('kind', models.CharField(blank=True, max_length=40)),
                ('function', models.CharField(blank=True, max_length=40)),
                ('unit', models.CharField(blank=True, max_length=40)),
                ('told', trygg_web.access.vault.SealedText()),
                ('corrects', models.UUIDField(null=True)),
                ('reply_to', models.UUIDField(null=True)),
                ('protected', models.BooleanField(default=False)),
                ('subject', models.CharField(blank=True, max_length=64)),
                ('dnr', models.CharField(blank=True, max_length=24)),
                ('sent_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(null=True)),
                ('taken_at', models.DateTimeField(null=True)),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='exchange.partner')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'taken_at'], name='exchange_ar_kind_45696d_idx'), models.Index(fields=['corrects'], name='exchange_ar_correct_300112_idx'), models.Index(fields=['-received_at'], name='exchange_ar_receive_e4b688_idx')],
                'constraints': [models.UniqueConstraint(fields=('partner', 'message'), name='arrival_message_once'), models.CheckConstraint(condition=models.Q(models.Q(('opened_at', None), ('opened_by', None)), models.Q(('opened_at__isnull', False), ('opened_by__isnull', False)), _connector='OR'), name='arrival_opened_by_someone')],
            },
        ),
        migrations.CreateModel(
            name='PartnerKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kid', models.CharField(max_length=64, unique=True)),
                ('signs', models.JSONField()),
                ('seals', models.JSONField()),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='exchange.partner')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('partner',), name='key_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(choices=[('out', 'ut'), ('in', 'in')], max_length=3)),
                ('message', models.UUIDField()),
                ('unit', models.CharField(max_length=40)),
                ('function', models.CharField(max_length=40)),
                ('subject', models.CharField(blank=True, max_length=64)),
                ('about', trygg_web.access.vault.SealedText()),
                ('protected', models.BooleanField(default=False)),
                ('classes', models.JSONField(default=list)),
                ('purpose', models.CharField(max_length=40)),
                ('why', trygg_web.access.vault.SealedText()),
                ('asked_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('dnr', models.CharField(max_length=24, unique=True)),
                ('state', models.CharField(choices=[('open', 'obesvarad'), ('given', 'lämnad'), ('partly', 'delvis lämnad'), ('refused', 'avslagen')], default='open', max_length=8)),
                ('ground', models.CharField(blank=True, max_length=20)),
                ('answer', trygg_web.access.vault.SealedText()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='exchange.partner')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('side', 'message'), name='request_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'given', 'partly', 'refused'])), name='request_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='request_answered_has_its_time')],
            },
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('message', models.UUIDField(unique=True)),
                ('unit', models.CharField(max_length=40)),
                ('function', models.CharField(max_length=40)),
                ('kind', models.CharField(max_length=40)),
                ('subject', models.CharField(blank=True, max_length=64)),
                ('purpose', models.CharField(max_length=40)),
                ('why', trygg_web.access.vault.SealedText()),
                ('ground', models.CharField(max_length=20)),
                ('ground_version', models.CharField(max_length=64)),
                ('answers', trygg_web.access.vault.SealedText()),
                ('harm', trygg_web.access.vault.SealedText()),
                ('condition', trygg_web.access.vault.SealedText()),
                ('protected', models.BooleanField(default=False)),
                ('protection', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('second', 'väntar på den andra som beslutar'), ('decided', 'beslutad'), ('declined', 'stoppad av den andra')], max_length=8)),
                ('reply_to', models.UUIDField(null=True)),
                ('because', trygg_web.access.vault.SealedText()),
                ('dnr', models.CharField(max_length=24, unique=True)),
                ('at', models.DateTimeField()),
                ('second_at', models.DateTimeField(null=True)),
                ('second_because', trygg_web.access.vault.SealedText()),
                ('same_words', models.CharField(blank=True, max_length=32)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='exchange.disclosure')),
                ('second_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='exchange.partner')),
                ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='given', to='exchange.request')),
            ],
            options={
                'indexes': [models.Index(fields=['-at'], name='exchange_di_at_7d1b75_idx'), models.Index(fields=['subject'], name='exchange_di_subject_cce94c_idx'), models.Index(fields=['same_words', 'at'], name='exchange_di_same_wo_a00f17_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['second', 'decided', 'declined'])), name='disclosure_state_known'), models.CheckConstraint(condition=models.Q(('second_by', None), models.Q(('second_by', models.F('by')), _negated=True), _connector='OR'), name='disclosure_second_is_another'), models.CheckConstraint(condition=models.Q(models.Q(('second_at', None), ('second_by', None)), models.Q(('second_at__isnull', False), ('second_by__isnull', False)), _connector='OR'), name='disclosure_second_and_when')],
            },
        ),
        migrations.CreateModel(
            name='WordsReview',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('same_words', models.CharField(max_length=32)),
                ('upto', models.PositiveIntegerField()),
                ('because', trygg_web.access.vault.SealedText()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ArrivedItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('field', models.CharField(max_length=60)),
                ('data_class', models.CharField(max_length=40)),
                ('value', trygg_web.access.vault.SealedText()),
                ('reliability', models.CharField(max_length=20)),
                ('withdrawn', models.BooleanField(default=False)),
                ('until', models.DateTimeField(null=True)),
                ('arrival', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='exchange.arrival')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('arrival', 'field'), name='arrived_field_once')],
            },
        ),
        migrations.CreateModel(
            name='DisclosedItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('field', models.CharField(max_length=60)),
                ('data_class', models.CharField(max_length=40)),
                ('value', trygg_web.access.vault.SealedText()),
                ('reliability', models.CharField(max_length=20)),
                ('withdrawn', models.BooleanField(default=False)),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='exchange.disclosure')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('disclosure', 'field'), name='item_field_once')],
            },
        ),
    ]
