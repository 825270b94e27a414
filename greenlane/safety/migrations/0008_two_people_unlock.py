"""A lock comes off by two people. Of those that are off, one is known."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('safety', '0007_ways_and_rotation'),
        ('workforce', '0003_leaving_and_depots'),
    ]

    operations = [
        migrations.AddField(
            model_name='point',
            name='unlocked_with',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.person'),
        ),
        migrations.AddConstraint(
            model_name='point',
            constraint=models.CheckConstraint(condition=models.Q(('unlocked_with__isnull', True), models.Q(('unlocked_by__isnull', False), models.Q(('unlocked_by', models.F('unlocked_with')), _negated=True)), _connector='OR'), name='unlocked_by_two_people'),
        ),
    ]
