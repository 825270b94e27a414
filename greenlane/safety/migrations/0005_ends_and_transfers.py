import django.db.models.deletion
import greenlane.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0012_first_pin"),
        ("safety", "0004_other_side"),
        ("workforce", "0003_leaving_and_depots"),
    ]

    operations = [
        migrations.AddField(
            model_name="ticket",
            name="valid_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="TicketExtension",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=greenlane.core.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("before", models.DateTimeField(null=True)),
                ("until", models.DateTimeField()),
                ("why", models.CharField(max_length=240)),
                ("asked_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("recorded_seq", models.BigIntegerField(null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workforce.person",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workforce.person",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="safety.ticket",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by__isnull", True),
                            models.Q(
                                ("agreed_by", models.F("asked_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="extended_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed_at__isnull", True), ("agreed_by__isnull", True)
                            ),
                            models.Q(
                                ("agreed_at__isnull", False),
                                ("agreed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="extended_means_agreed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("before__isnull", True),
                            ("until__gt", models.F("before")),
                            _connector="OR",
                        ),
                        name="extended_to_a_later_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketTransfer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=greenlane.core.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("heads", models.PositiveSmallIntegerField()),
                ("absent", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("recorded_seq", models.BigIntegerField(null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workforce.person",
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workforce.person",
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workforce.person",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="safety.ticket",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("taker")), _negated=True),
                        name="transferred_between_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by__isnull", True),
                            models.Q(
                                models.Q(
                                    ("agreed_by", models.F("taker")), _negated=True
                                ),
                                models.Q(
                                    ("agreed_by", models.F("giver")), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="agreed_by_a_third_person",
                    ),
                ],
            },
        ),
    ]
