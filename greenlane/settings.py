"""Settings come from the environment; nothing secret has a default."""

import os
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from greenlane.secret import secret_key


def _number(name: str, otherwise: int) -> int:
    """What is no number is told by whoever uses it, in the reader's language."""
    text = os.environ.get(name, "")
    return int(text[:9]) if text.isascii() and text.isdigit() else otherwise


BASE_DIR = Path(__file__).resolve().parent
DATA_DIR = Path(os.environ.get("GREENLANE_DATA", "var")).absolute()
DATA_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = secret_key(DATA_DIR)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("GREENLANE_HOSTS", "*").split(",")
# A certificate and its key, or `auto` for the pair of `greenlane cert`.
CERT = os.environ.get("GREENLANE_CERT", "")
KEY = os.environ.get("GREENLANE_KEY", "")
HTTPS = bool(CERT) or os.environ.get("GREENLANE_HTTPS", "") == "1"
# Only these are believed when they say for whom they ask; nobody by default.
TRUSTED_PROXIES = [
    each.strip()
    for each in os.environ.get("GREENLANE_TRUSTED_PROXIES", "").split(",")
    if each.strip()
]
# Where this house listens, as pages name it; `serve` sets them by its words.
PORT = _number("GREENLANE_PORT", 8000)
CA_PORT = _number("GREENLANE_CA_PORT", 0)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "greenlane.core",
    "greenlane.places",
    "greenlane.workforce",
    "greenlane.work",
    "greenlane.network",
    "greenlane.safety",
    "greenlane.connections",
    "greenlane.dispatch",
    "greenlane.notices",
    "greenlane.api",
    "greenlane.board",
    "greenlane.desk",
    "greenlane.drills",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "greenlane.core.web.headers.SafeHeaders",
    "greenlane.core.web.packing.Packing",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "greenlane.core.web.viewer.ViewerMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "greenlane.urls"
WSGI_APPLICATION = "greenlane.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "greenlane.core.web.viewer.context",
                "greenlane.desk.mending.context",
                "greenlane.board.alarming.context",
                "greenlane.board.finding_pages.context",
            ],
        },
    },
]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-20000; PRAGMA mmap_size=0;"
    ),
}
_url = os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'greenlane.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(_url, conn_max_age=600)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.Account"
AUTHENTICATION_BACKENDS = ["greenlane.core.web.logins.KnownLogins"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/"
CHANGE_URL = "/do/core/set-password"
PROOFS_URL = "/own/proofs"
SESSION_ENGINE = "greenlane.core.web.session_store"
SESSION_COOKIE_AGE = 12 * 3600  # the longest that a login lasts
IDLE_MINUTES = int(os.environ.get("GREENLANE_IDLE_MINUTES", "240"))
SECOND_PROOF_ROLES = frozenset(
    os.environ.get("GREENLANE_SECOND_PROOF", "").replace(",", " ").split()
)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [
    each for each in os.environ.get("GREENLANE_ORIGINS", "").split(",") if each
]
# Short: a browser that was told so lets nobody past a certificate that has ended.
SECURE_HSTS_SECONDS = _number("GREENLANE_HSTS_SECONDS", 24 * 3600)
SECURE_CONTENT_TYPE_NOSNIFF = True
CSRF_FAILURE_VIEW = "greenlane.core.web.turned_away.forged"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# A reading request is told what was read since the last change (core/kept.py).
KEEPS_READS = os.environ.get("GREENLANE_KEEPS_READS", "1") == "1"

BLOB_DIR = DATA_DIR / "blobs"
CHECKPOINT_DIR = Path(os.environ.get("GREENLANE_CHECKPOINTS", DATA_DIR / "checkpoints"))
TOKEN_DAYS = int(os.environ.get("GREENLANE_TOKEN_DAYS", "366"))
# Hosts inside the house that notices may go to: `host`, or `host:port`.
WEBHOOK_HOSTS = frozenset(
    os.environ.get("GREENLANE_WEBHOOK_HOSTS", "").lower().replace(",", " ").split()
)
# The planner beside the server (0: none), and how long it looks for a better plan.
PLANNER = os.environ.get("GREENLANE_PLANNER", "1") == "1"
PLANNER_SECONDS = float(os.environ.get("GREENLANE_PLANNER_SECONDS", "5"))
# Minutes between places that somebody has measured: a CSV of from, to, minutes.
GREENLANE_TRAVEL = os.environ.get("GREENLANE_TRAVEL", "")
# What the map lies on: nothing, a PMTiles file, or the address of tiles.
MAP_TILES = os.environ.get("GREENLANE_MAP_TILES", "")
MAP_DATUM = os.environ.get("GREENLANE_MAP_DATUM", "")
MAP_ZOOM = os.environ.get("GREENLANE_MAP_ZOOM", "")
MAP_CREDIT = os.environ.get("GREENLANE_MAP_CREDIT", "")
METRICS_TOKEN = os.environ.get("GREENLANE_METRICS_TOKEN", "")

# The composition roots: the only modules that see all rooms.
GREENLANE_CHOICES = "greenlane.choices"
GREENLANE_COMMANDS = "greenlane.commands"
GREENLANE_ENDINGS = "greenlane.endings"
GREENLANE_FACTS = "greenlane.facts"
GREENLANE_GATES = "greenlane.gates"
GREENLANE_LABELS = "greenlane.labels"
GREENLANE_ROLES = "greenlane.roles"
GREENLANE_TARGETS = "greenlane.targets"
GREENLANE_TEXTS = "greenlane.texts"
GREENLANE_WITNESSES = "greenlane.witnesses"

SILENCED_SYSTEM_CHECKS = ["security.W008"]  # whether there is TLS, serve and doctor say
