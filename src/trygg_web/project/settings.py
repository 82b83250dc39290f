"""All settings, in one file: the environment holds values, this file holds their meaning.

A missing secret or an odd value stops the start with a message.
"""

import os
import pathlib
from typing import Any
from urllib.parse import unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

from trygg_web.project.zones import ROLES, ROOMS, VICTIMS, Zone, close_other_rooms


def _text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set; see docs/reference/settings.md")
    return value


def _flag(name: str, default: str = "off") -> bool:
    value = _text(name, default)
    if value not in ("on", "off"):
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes on or off")
    return value == "on"


def _zone() -> Zone:
    name = _text("TRYGG_ZONE", "police")
    if name not in list(Zone):
        raise ImproperlyConfigured(f"TRYGG_ZONE is {name!r}; it takes one of {', '.join(Zone)}")
    return Zone(name)


def _database(address: str) -> dict[str, Any]:
    parts = urlparse(address)
    if parts.scheme == "sqlite":
        pragmas = (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",
            "cache_size=-20000",
        )
        start = ";".join(f"PRAGMA {pragma}" for pragma in pragmas)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path).replace("//", "/"),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": start},
            # Kept open: the last connection that closes writes the whole journal home, which every page would wait for.
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": False,
        }
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or "") or os.environ.get("PGHOST", ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
        }
    raise ImproperlyConfigured("DATABASE_URL begins with sqlite:// or postgresql://")


ROOT = pathlib.Path(__file__).resolve().parent
VAR = pathlib.Path(_text("TRYGG_VAR", "var"))
ZONE = _zone()
close_other_rooms(ZONE)
DEBUG = False
SECRET_KEY = _text("TRYGG_SECRET")
TRYGG_KEYS = _text("TRYGG_KEYS", str(VAR / ZONE / "keys.json"))
TRYGG_METHOD = os.environ.get("TRYGG_METHOD", "")  # empty: the method that Trygg ships
TRYGG_AUTHORITY = _text("TRYGG_AUTHORITY", "Polismyndigheten, polisområde Malmö")  # who signs letters
TRYGG_CONTACT = _text("TRYGG_CONTACT", "114 14")  # how the one who gets a letter reaches the authority
# The house's own places, the only ones that a summons may name; between semicolons.
TRYGG_PLACES = tuple(place.strip() for place in _text("TRYGG_PLACES", "Polishuset; Häktet; Frivården").split(";"))
TRYGG_ROLES = ROLES[ZONE]  # that may be given in this house
TRYGG_HOUSE = _text("TRYGG_HOUSE", ZONE)  # the house's name in envelopes; no two that meet may share it
TRYGG_POST = pathlib.Path(_text("TRYGG_POST", str(VAR / "post")))  # where messages between houses lie
TRYGG_POST_SECONDS = float(_text("TRYGG_POST_SECONDS", "60"))  # between two rounds of post between houses
TRYGG_TLS_CERTIFICATE = _text("TRYGG_TLS_CERTIFICATE", "")  # this house as a client of another, PEM
TRYGG_TLS_KEY = _text("TRYGG_TLS_KEY", "")
TRYGG_TLS_AUTHORITY = _text("TRYGG_TLS_AUTHORITY", "")  # who may vouch for other houses; empty: no HTTPS between houses
TRYGG_PROFILE = _text("TRYGG_PROFILE", "malmo")
# The other houses of the place, for the page that says who is who: police=https://… social=https://… ; empty: no page.
TRYGG_HOUSES = tuple(entry.split("=", 1) for entry in os.environ.get("TRYGG_HOUSES", "").split())
TRYGG_PROGRESS = VAR / ZONE / "progress"
HTTPS = _flag("TRYGG_HTTPS", "on")
ALLOWED_HOSTS = _text("TRYGG_HOSTS", "localhost,127.0.0.1").split(",")
CSRF_TRUSTED_ORIGINS = [f"{'https' if HTTPS else 'http'}://{host}" for host in ALLOWED_HOSTS if host != "*"]

DATABASES = {"default": _database(_text("DATABASE_URL", f"sqlite:///{(VAR / ZONE / 'trygg.sqlite3').absolute()}"))}
if ZONE == Zone.JOINT:
    home = f"sqlite:///{(VAR / ZONE / 'victims.sqlite3').absolute()}"
    DATABASES[VICTIMS] = _database(_text("TRYGG_VICTIMS_URL", home))
    DATABASE_ROUTERS = ["trygg_web.project.routers.VictimsApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "trygg_web.project",  # first: its templates stand before allauth's
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    *(f"trygg_web.{room}" for room in ROOMS[ZONE]),
    "django.forms",  # last: what our own form templates do not draw
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "trygg_web.project.headers.content_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "trygg_web.project.languages.speak",
    "trygg_web.project.sessions.stay_awake",
    "trygg_web.project.sessions.keep_what_was_typed",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "trygg_web.project.accounts.demand_own_keys",
    "django_htmx.middleware.HtmxMiddleware",
    "trygg_web.project.errors.answer_refusals",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "trygg_web.project.frame.frame",
            ],
            "builtins": ["trygg_web.project.templatetags.pages"],
        },
    }
]

ROOT_URLCONF = "trygg_web.project.urls"
WSGI_APPLICATION = "trygg_web.project.wsgi.application"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "trygg_web.project.accounts.ClosedHouse"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,20/5m/key"}  # also codes; five wrong passwords are axes' matter
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Trygg"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_ADAPTER = "trygg_web.project.accounts.SealedFactors"
TRYGG_DEMANDS_MFA = _flag("TRYGG_DEMANDS_MFA", "on")
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "trygg_web.project.accounts.locked_out"
AXES_USERNAME_CALLABLE = "trygg_web.project.accounts.name_tried"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the house has its own, sealed
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = f"trygg_{ZONE}_session"
CSRF_COOKIE_NAME = f"trygg_{ZONE}_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [ROOT.parent / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Strict"
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"  # the same files in every house of a machine
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _text("TRYGG_STATIC", "whitenoise.storage.CompressedManifestStaticFilesStorage")},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024  # stays in memory: nothing unsealed touches the disk
FORM_RENDERER = "trygg_web.project.forms.PageForms"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
