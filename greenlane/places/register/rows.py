"""A row of the table of sites. Several rows with one code are one site."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.fields import Text
from greenlane.core.sheets.columns import Chosen, Column, choice, entitle, yes_no
from greenlane.places.models import Supply

# A point has one state; only a site of several points is partly supplied.
STATES = {code: name for code, name in Supply.choices if code != Supply.PARTIAL}
YES_NO = {"yes": _("Yes"), "no": _("No")}
COLUMNS: tuple[Column, ...] = (
    Column("unit", _("Unit code"), _("empty: your own unit")),
    Column("code", _("Site code"), _("the key: needed in every row")),
    Column("name_zh", _("Name in Chinese"), _("needed for a new site")),
    Column("name_en", _("Name in English"), _("may stay empty")),
    Column("address", _("Address"), _("may stay empty")),
    Column("muster_point", _("Muster point"), _("where people meet")),
    Column("longitude", _("Longitude"), _("degrees, such as 113.32")),
    Column("latitude", _("Latitude"), _("degrees, such as 32.72")),
    Column("point", _("Supply point"), _("one a row")),
    Column("point_en", _("Supply point, in English"), _("may stay empty")),
    Column("area", _("Area"), _("lv where nothing is said")),
    Chosen("state", _("Fed now"), _("of a new point, one of"), names=STATES),
    Column("contact", _("Contact"), _("one a row")),
    Column("phone", _("Phone"), _("needed for a new contact")),
    Column("role", _("What they do there"), _("may stay empty")),
    yes_no("electrician", _("Electrician of the site"), _("yes or no")),
)


class SiteRow(forms.Form):
    """What stays empty stays as it is."""

    unit = Text(max_length=8, required=False)
    code = Text(max_length=40)
    name_zh = Text(max_length=160, required=False)
    name_en = Text(max_length=160, required=False)
    address = Text(max_length=240, required=False)
    muster_point = Text(max_length=240, required=False)
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180)
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90)
    point = Text(max_length=120, required=False)
    point_en = Text(max_length=120, required=False)
    area = forms.RegexField(r"^[a-z][a-z0-9_]{0,23}$", required=False)
    state = choice(STATES)
    contact = Text(max_length=80, required=False)
    phone = forms.RegexField(r"^\+?[0-9][0-9 -]{2,38}$", required=False)
    role = Text(max_length=60, required=False)
    electrician = choice(YES_NO)


entitle(SiteRow, COLUMNS)
