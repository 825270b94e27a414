"""Work that digs or burns says so: it takes a form beside its ticket."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("work", "0003_orders_of_a_site")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="beside",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
    ]
