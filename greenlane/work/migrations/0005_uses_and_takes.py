from django.db import migrations, models


def _amounts() -> models.CharField:
    return models.CharField(blank=True, default="", max_length=80)


class Migration(migrations.Migration):
    dependencies = [("work", "0004_forms_beside_the_ticket")]

    operations = [
        migrations.AddField(model_name="task", name=name, field=_amounts())
        for name in ("uses", "takes")
    ]
