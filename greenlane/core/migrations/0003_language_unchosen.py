from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_blob_holders'),
    ]

    operations = [
        migrations.AlterField(
            model_name='account',
            name='language',
            field=models.CharField(blank=True, default='', max_length=10),
        ),
    ]
