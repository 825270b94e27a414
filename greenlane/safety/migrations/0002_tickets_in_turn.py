from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("safety", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="ticket",
            name="after",
            field=models.ManyToManyField(related_name="before", to="safety.ticket"),
        ),
    ]
