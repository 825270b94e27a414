"""A row of the table of people. Several rows with one staff number are one person.

The columns ask for no health data, and an affiliation opens nothing.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from greenlane.core.fields import Text
from greenlane.core.sheets.columns import Chosen, Column, choice, day, entitle, yes_no
from greenlane.workforce.fields import phone
from greenlane.workforce.models import OrganisationKind, Pool
from greenlane.workforce.skills import LABELS as SKILLS

KINDS, POOLS = dict(OrganisationKind.choices), dict(Pool.choices)
YES_NO = {"yes": _("Yes"), "no": _("No")}
ONLY_NEW = _("only where it is new")
COLUMNS: tuple[Column, ...] = (
    Column("unit", _("Unit code"), _("empty: your own unit")),
    Column(
        "staff_number",
        _("Staff number"),
        _("the key: needed in every row"),
        also=("员工编号", "Employee number"),
    ),
    Column(
        "name_zh",
        pgettext_lazy("person", "Name in Chinese"),
        _("needed for somebody new"),
        also=("姓名", "Name"),
    ),
    Column("name_en", pgettext_lazy("person", "Name in English"), _("may stay empty")),
    Column("phone", _("Phone"), _("digits")),
    Chosen("pool", _("Pool"), _("one of"), names=POOLS),
    Column("account", _("Login name"), _("of an account that is there")),
    Column("organisation", _("Works for"), _("name of the organisation")),
    Column("organisation_en", _("Works for, in English"), ONLY_NEW),
    Chosen("organisation_kind", _("Works for, kind"), ONLY_NEW, names=KINDS),
    Column("affiliation", _("Affiliation"), _("one a row; gives no permission")),
    Column("affiliation_en", _("Affiliation, in English"), ONLY_NEW),
    Chosen("affiliation_kind", _("Affiliation, kind"), ONLY_NEW, names=KINDS),
    Column("team", _("Team"), _("one a row")),
    Column("team_en", _("Team, in English"), ONLY_NEW),
    yes_no("leads", _("Leads the team"), _("yes or no")),
    Chosen("skill", _("Skill"), _("one a row"), names=SKILLS),
    Column("certificate", _("Certificate number"), _("as on the card")),
    day("issued_on", _("Issued on"), _("such as 2022-03-01")),
    day("expires_on", _("Valid through"), _("its last day, such as 2025-02-28")),
)


class PersonRow(forms.Form):
    """What stays empty stays as it is."""

    unit = Text(max_length=8, required=False)
    staff_number = Text(max_length=40)
    name_zh = Text(max_length=80, required=False)
    name_en = Text(max_length=80, required=False)
    phone = phone()
    pool = choice(POOLS)
    account = Text(max_length=60, required=False)
    organisation = Text(max_length=160, required=False)
    organisation_en = Text(max_length=160, required=False)
    organisation_kind = choice(KINDS)
    affiliation = Text(max_length=160, required=False)
    affiliation_en = Text(max_length=160, required=False)
    affiliation_kind = choice(KINDS)
    team = Text(max_length=120, required=False)
    team_en = Text(max_length=120, required=False)
    leads = choice(YES_NO)
    skill = choice(SKILLS)
    certificate = Text(max_length=60, required=False)
    issued_on = forms.DateField(required=False)
    expires_on = forms.DateField(required=False)


entitle(PersonRow, COLUMNS)
