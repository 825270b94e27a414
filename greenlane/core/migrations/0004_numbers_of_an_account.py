from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_receipt_seal'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='receipt',
            name='one_receipt_a_device_number',
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.UniqueConstraint(condition=models.Q(('device_seq__isnull', False)), fields=('account', 'device', 'device_seq'), name='one_receipt_a_device_number'),
        ),
    ]
