from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0002_depots"), ("work", "0002_order_ended")]

    operations = [
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["site", "-id"], name="orders_of_a_site"),
        ),
    ]
