from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_blob_holders'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='seal',
            field=models.CharField(default='', max_length=64),
            preserve_default=False,
        ),
    ]
