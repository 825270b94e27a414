"""That the end of a ticket is reached is told once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("safety", "0008_two_people_unlock")]

    operations = [
        migrations.AddField(
            model_name="ticket",
            name="end_told",
            field=models.DateTimeField(null=True),
        ),
    ]
