from django.db import migrations, models


def shut_where_the_first_password_is_known(apps, schema_editor):
    """Whoever has no PIN yet, in an account that a person made, is let by an office."""
    Account = apps.get_model("core", "Account")
    Account.objects.filter(pin_shut=True).update(shut_by="administer")
    made = apps.get_model("core", "Event").objects.filter(
        name="core.account_added", actor__isnull=False
    )
    numbers = {(each.unit_id, each.seq) for each in made.iterator()}
    told = apps.get_model("core", "EventSubject").objects.filter(
        name="core.account_added", kind="account"
    )
    keys = {
        each.subject.int
        for each in told.iterator()
        if (each.unit_id, each.seq) in numbers
    }
    for account in Account.objects.filter(pin="", pin_shut=False, sealed=False):
        if account.pk in keys:
            account.pin_shut, account.shut_by = True, "secure"
            account.save(update_fields=["pin_shut", "shut_by"])


class Migration(migrations.Migration):
    dependencies = [("core", "0011_pin_after_reset")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="shut_by",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.RunPython(
            shut_where_the_first_password_is_known, migrations.RunPython.noop
        ),
    ]
