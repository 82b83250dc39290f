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
            name='Count',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('until', models.DateField()),
                ('at', models.DateTimeField()),
                ('code', models.CharField(max_length=40)),
                ('definitions', models.CharField(max_length=64)),
                ('method', models.CharField(max_length=64)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['-at'], name='dashboards__at_3f9392_idx')],
            },
        ),
        migrations.CreateModel(
            name='Extract',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.TextField()),
                ('ethics_number', models.CharField(max_length=16)),
                ('recipient', models.CharField(max_length=200)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('persons', models.PositiveIntegerField()),
                ('smallest', models.PositiveIntegerField()),
                ('cells', models.JSONField()),
                ('codebook', models.JSONField()),
                ('content', trygg_web.access.vault.SealedBytes()),
                ('digest', models.CharField(max_length=64)),
                ('asked_at', models.DateTimeField()),
                ('released_at', models.DateTimeField(null=True)),
                ('erased_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('erased_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('released_by', None), models.Q(('released_by', models.F('asked_by')), _negated=True), _connector='OR'), name='extract_released_by_another'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='extract_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Following',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('series', models.CharField(max_length=12)),
                ('start', models.CharField(max_length=8)),
                ('until', models.DateField()),
                ('told', models.JSONField()),
                ('source', models.CharField(max_length=64)),
                ('since', models.DateTimeField()),
                ('closed', models.DateTimeField(null=True)),
                ('count', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followings', to='dashboards.count')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed', None)), fields=('series', 'start'), name='following_one_open'), models.CheckConstraint(condition=models.Q(('closed', None), ('closed__gt', models.F('since')), _connector='OR'), name='following_closed_after_opened')],
            },
        ),
        migrations.CreateModel(
            name='Harm',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('until', models.DateField()),
                ('told', models.JSONField()),
                ('source', models.CharField(max_length=64)),
                ('since', models.DateTimeField()),
                ('closed', models.DateTimeField(null=True)),
                ('count', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='harms', to='dashboards.count')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('count',), name='harm_once_a_count'), models.CheckConstraint(condition=models.Q(('closed', None), ('closed__gt', models.F('since')), _connector='OR'), name='harm_closed_after_opened')],
            },
        ),
        migrations.CreateModel(
            name='Table',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('indicator', models.CharField(max_length=40)),
                ('year', models.PositiveSmallIntegerField()),
                ('until', models.DateField()),
                ('told', models.JSONField()),
                ('source', models.CharField(max_length=64)),
                ('since', models.DateTimeField()),
                ('closed', models.DateTimeField(null=True)),
                ('count', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tables', to='dashboards.count')),
            ],
            options={
                'indexes': [models.Index(fields=['indicator', 'year', '-since'], name='dashboards__indicat_3e9ed8_idx'), models.Index(fields=['closed', 'since'], name='dashboards__closed_6b059a_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed', None)), fields=('indicator', 'year'), name='table_one_open'), models.CheckConstraint(condition=models.Q(('closed', None), ('closed__gt', models.F('since')), _connector='OR'), name='table_closed_after_opened')],
            },
        ),
    ]
