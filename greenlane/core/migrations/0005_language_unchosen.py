from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_numbers_of_an_account'),
    ]

    operations = [
        migrations.AlterField(
            model_name='account',
            name='language',
            field=models.CharField(blank=True, default='', max_length=10),
        ),
    ]
