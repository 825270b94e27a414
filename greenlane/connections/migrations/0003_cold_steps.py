from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("connections", "0002_who_opened")]

    operations = [
        migrations.AddField(
            model_name="energisestep",
            name="cold",
            field=models.BooleanField(default=False),
        ),
    ]
