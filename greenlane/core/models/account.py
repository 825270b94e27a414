"""Who may come in: accounts, the roles they hold in units, and machine tokens."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password, make_password
from django.db import models
from django.utils.crypto import salted_hmac

from greenlane.core.models.base import Row

_SALT = "greenlane.session"
PIN_FIELDS = (
    "pin",
    "pin_shut",
    "shut_by",
    "pin_code_sha256",
    "pin_code_until",
)


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=username)


class Account(AbstractBaseUser):
    """A login. The PIN is the person's own proof, asked at every release."""

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey("core.Unit", on_delete=models.PROTECT)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    pin = models.CharField(max_length=200, default="", blank=True)
    # Empty until the person chooses: the browser is asked.
    language = models.CharField(max_length=10, blank=True, default="")
    is_active = models.BooleanField(default=True)
    sealed = models.BooleanField(default=False)  # the unit's emergency account
    epoch = models.PositiveIntegerField(default=0)  # sessions of before have ended
    # Given by an administrator: good until then, to be changed at the next login.
    once_until = models.DateTimeField(null=True)
    # Since then no PIN is set without the code that a second office hands over: not the
    # one whose need stands here, which gave the password.
    pin_shut = models.BooleanField(default=False)
    shut_by = models.CharField(max_length=20, default="", blank=True)
    pin_code_sha256 = models.CharField(max_length=64, default="", blank=True)
    pin_code_until = models.DateTimeField(null=True)
    last_login = None  # sessions know it; no write at login

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = AccountManager()

    def __str__(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """True if it fits. No rehash here: a login writes nothing by a side door."""
        return check_password(raw_password, self.password)

    async def acheck_password(self, raw_password: str | None) -> bool:
        return self.check_password(raw_password)

    def end_sessions(self) -> None:
        """Whoever is logged in with this account is out, on every device."""
        self.epoch += 1
        self.save(update_fields=["epoch"])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session has to know: it ends with the password, and with its epoch."""
        known = f"{self.password}:{self.epoch}"
        return salted_hmac(_SALT, known, secret=secret, algorithm="sha256").hexdigest()

    def shut_pin(self, office: str) -> None:
        """Nothing is signed any more, nor with a code that was handed over before.

        `office` is the need by which somebody gave this account its password.
        """
        self.pin, self.pin_shut, self.shut_by = "", True, office
        self.pin_code_sha256, self.pin_code_until = "", None
        self.save(update_fields=PIN_FIELDS)

    def set_pin(self, raw: str) -> None:
        self.pin = make_password(raw)

    def check_pin(self, raw: str) -> bool:
        return bool(self.pin) and check_password(raw, self.pin)


class Grant(Row):
    """An account holds a role in a unit and in every unit below it."""

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="grants"
    )
    role = models.CharField(max_length=40)
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_grant_of_a_role",
                fields=["account", "unit", "role"],
                condition=models.Q(revoked_at__isnull=True),
            ),
        ]


class Token(Row):
    """A machine's key, kept as a hash. Scopes are command kinds, never releases."""

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="tokens"
    )
    name = models.CharField(max_length=80)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=120)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class TokenUse(models.Model):
    """The last day on which a key was used: a hint which one nobody needs any more."""

    token = models.OneToOneField(
        Token, on_delete=models.PROTECT, primary_key=True, related_name="use"
    )
    day = models.DateField()
