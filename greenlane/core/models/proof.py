"""What a person proves himself with beside the password, and the sessions he is in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from greenlane.core.models.account import Account
from greenlane.core.models.base import Row

# What a browser calls itself → how people call it; the first that is found.
_BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_MACHINES = (
    ("Android", "Android"),
    ("HarmonyOS", "HarmonyOS"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


class FactorKind(models.TextChoices):
    TOTP = "totp"
    PASSKEY = "passkey"


class Factor(Row):
    """A second proof: an app that shows codes, or a passkey.

    `secret` is sealed (TOTP), or the public key (passkey). `counter` is the last step
    or signature that was taken: what was used once is never taken again.
    """

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="factors"
    )
    kind = models.CharField(max_length=10, choices=FactorKind.choices)
    name = models.CharField(max_length=60)
    secret = models.TextField()
    credential = models.CharField(max_length=1400, default="", blank=True)
    counter = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_app_of_codes_an_account",
                fields=["account"],
                condition=Q(kind="totp", removed_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_account_a_passkey",
                fields=["credential"],
                condition=Q(kind="passkey", removed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RecoveryCode(Row):
    """One of the codes on paper, as its hash; each opens once."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="codes")
    digest = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    void_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_row_a_recovery_code", fields=["account", "digest"]
            ),
        ]


class LoginSession(models.Model):
    """Somebody is logged in here: since when, on what. It gives no right."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=40, unique=True)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="sittings"
    )
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    agent = models.CharField(max_length=200, default="", blank=True)
    device = models.CharField(max_length=60, default="", blank=True)
    shared = models.BooleanField(default=False)

    def __str__(self) -> str:
        """Browser and machine, as far as the browser says so."""
        browser = next((says for mark, says in _BROWSERS if mark in self.agent), "")
        machine = next((says for mark, says in _MACHINES if mark in self.agent), "")
        return " · ".join(filter(None, (browser, machine))) or self.agent[:60] or "–"


class LoginTry(models.Model):
    """A wrong login, in a bucket that names nobody: the hash of what is counted."""

    id = models.BigAutoField(primary_key=True)
    bucket = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["bucket", "at"])]
