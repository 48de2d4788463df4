import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0003_definitions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='indicatorvalue',
            name='computation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='values', to='indicators.computation'),
        ),
        migrations.AlterField(
            model_name='splitvalue',
            name='computation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='split_values', to='indicators.computation'),
        ),
    ]
