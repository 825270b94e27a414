from django.db import migrations, models


def shut_where_somebody_else_knows_the_password(apps, schema_editor):
    rows = apps.get_model("core", "Account").objects.filter(once_until__isnull=False)
    rows.update(pin="", pin_shut=True)


class Migration(migrations.Migration):
    dependencies = [("core", "0010_password_for_once")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="pin_shut",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="account",
            name="pin_code_sha256",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="account",
            name="pin_code_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(
            shut_where_somebody_else_knows_the_password, migrations.RunPython.noop
        ),
    ]
