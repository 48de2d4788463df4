import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0002_rollup'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OfficeDefinition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, verbose_name='code')),
                ('text', models.TextField(verbose_name='definition (TOML)')),
                ('effective_from', models.DateField(verbose_name='in force from')),
                ('effective_until', models.DateField(blank=True, null=True, verbose_name='last day in force')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('live', 'live'), ('retired', 'retired')], db_index=True, default='draft', max_length=10, verbose_name='state')),
                ('edition', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(verbose_name='last saved at')),
                ('released_at', models.DateTimeField(null=True, verbose_name='made live at')),
                ('retired_at', models.DateTimeField(null=True, verbose_name='retired at')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason of the retirement')),
                ('kind', models.CharField(choices=[('measure', 'measure'), ('indicator', 'indicator')], max_length=10, verbose_name='kind')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='last saved by')),
                ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made live by')),
                ('retired_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='retired by')),
            ],
            options={
                'verbose_name': 'definition made by the office',
                'verbose_name_plural': 'definitions made by the office',
                'ordering': ['kind', 'code', 'effective_from', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'code', 'effective_from'), name='one_definition_from_a_day'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('released_at__isnull', False), ('released_by__isnull', False)), _connector='OR'), name='definition_released_by_someone')],
            },
        ),
    ]
