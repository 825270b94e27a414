from django.db import migrations, models


def _amounts() -> models.CharField:
    return models.CharField(blank=True, default="", max_length=80)


class Migration(migrations.Migration):
    dependencies = [("work", "0003_orders_of_a_site")]

    operations = [
        migrations.AddField(model_name="task", name=name, field=_amounts())
        for name in ("uses", "takes")
    ]
