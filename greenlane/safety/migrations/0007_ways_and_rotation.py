from django.db import migrations, models
from django.db.models import deletion

KINDS = [
    ("briefing", "Briefing"),
    ("people_told", "People told"),
    ("proved_dead", "Proved dead"),
    ("dead_test", "Dead tests"),
    ("acceptance", "Acceptance"),
    ("user_side_open", "User side open"),
    ("live_conditions", "Conditions for live work"),
    ("area_closed", "Area closed for a test"),
    ("live_check", "Live checks"),
    ("interlock", "Interlock proved"),
    ("rotation", "Phase rotation compared"),
]


class Migration(migrations.Migration):
    dependencies = [("safety", "0006_near_misses")]

    operations = [
        migrations.AddField(
            model_name="infeed",
            name="number",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddField(
            model_name="evidenceline",
            name="infeed",
            field=models.ForeignKey(
                null=True,
                on_delete=deletion.PROTECT,
                related_name="lines",
                to="safety.infeed",
            ),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20),
        ),
    ]
