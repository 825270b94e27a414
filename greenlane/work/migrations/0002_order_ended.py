from django.db import migrations, models
from django.db.models import Exists, OuterRef


def as_its_ends_say(apps, schema_editor):
    Order = apps.get_model("work", "Order")
    OrderEnd = apps.get_model("work", "OrderEnd")
    standing = OrderEnd.objects.filter(order=OuterRef("pk"), reopened_at__isnull=True)
    Order.objects.filter(Exists(standing)).update(ended=True)


class Migration(migrations.Migration):
    # An index is not laid over rows that the same transaction has changed.
    atomic = False

    dependencies = [("work", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="ended",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(as_its_ends_say, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["number"], name="order_by_number"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("ended", False)),
                fields=["-id"],
                name="orders_that_go_on",
            ),
        ),
    ]
