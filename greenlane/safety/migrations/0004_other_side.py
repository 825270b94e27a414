import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('safety', '0003_switching_orders'),
        ('workforce', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='ticket',
            name='customer_owned',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='ticket',
            name='second_issuer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.person'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='second_permitter',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.person'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('second_issuer', models.F('issuer')), _negated=True), models.Q(('second_issuer', models.F('leader')), _negated=True), models.Q(('second_issuer', models.F('permitter')), _negated=True), models.Q(('second_issuer', models.F('second_permitter')), _negated=True)), name='second_issuer_is_another_person'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('second_permitter', models.F('issuer')), _negated=True), models.Q(('second_permitter', models.F('leader')), _negated=True), models.Q(('second_permitter', models.F('permitter')), _negated=True)), name='second_permitter_is_another_person'),
        ),
    ]
