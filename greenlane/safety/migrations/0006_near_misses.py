
import django.db.models.deletion
import greenlane.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0012_first_pin'),
        ('places', '0002_depots'),
        ('safety', '0005_ends_and_transfers'),
        ('work', '0003_orders_of_a_site'),
    ]

    operations = [
        migrations.CreateModel(
            name='NearMiss',
            fields=[
                ('id', models.UUIDField(default=greenlane.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('time_source', models.CharField(default='live', max_length=10)),
                ('what', models.CharField(max_length=600)),
                ('told_by', models.CharField(blank=True, default='', max_length=120)),
                ('recorded_seq', models.BigIntegerField(null=True)),
                ('order', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='near_misses', to='work.order')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='near_misses', to='places.site')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'recorded_at'], name='safety_near_unit_id_746ee7_idx')],
            },
        ),
    ]
