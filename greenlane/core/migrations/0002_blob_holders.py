import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='BlobHolder',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('blob', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holders', to='core.blob')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('blob', 'unit'), name='one_holder_a_unit')],
            },
        ),
        migrations.RunSQL(
            "INSERT INTO core_blobholder (blob_id, unit_id)"
            " SELECT hash, unit_id FROM core_blob",
            migrations.RunSQL.noop,
        ),
    ]
