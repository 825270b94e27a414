"""A backup of yesterday's tables becomes a house with today's."""

import pytest

from tests.elsewhere import elsewhere

# A house whose tables stop before the newest migration of the journal.
OLD = """
import json, django
django.setup()
from django.core.management import call_command
from django.db import connection
from greenlane.core import guard
with guard.lifted():
    call_command("migrate", verbosity=0)
    call_command("migrate", "core", "0002", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_unit (path, code, name_zh, name_en, timezone, country,"
            " is_drill, clock_speed, last_number) VALUES ('BY/', 'BY', '泌阳',"
            " 'Biyang', 'Asia/Shanghai', 'CN', false, 1, 7)"
        )
        cursor.execute(
            "INSERT INTO core_head (unit_id, seq, digest)"
            " SELECT id, 0, '' FROM core_unit"
        )
print(json.dumps([]))
"""
NOW = """
import json, django
django.setup()
from greenlane.cli.tables import pending
from greenlane.core import guard
from greenlane.core.models import Unit
with guard.lifted():
    old = Unit.objects.get(code="BY")
    new = Unit.objects.create(path="ZZ/", code="ZZ", name_zh="新", name_en="New")
print(json.dumps([pending(), old.last_number, new.pk > old.pk]))
"""


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_yesterdays_backup_is_brought_up_to_date(tmp_path):
    with elsewhere(tmp_path / "old") as old:
        old.data.mkdir()
        old.ask(OLD)
        made = old.run("backup", str(tmp_path / "out"))
        assert made.code == 0
        assert old.run("doctor").code == 2, "its tables are old indeed"
    with elsewhere(tmp_path / "new") as new:
        new.data.mkdir()
        said = new.run("restore", made.data["file"])
        assert (said.code, said.data["whole"]) == (0, True)
        # Up to date, the same, and numbers go on behind the highest.
        assert new.ask(NOW) == [[], 7, True]
