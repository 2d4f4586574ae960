"""The one settings file. With nothing set, the program starts on SQLite under ``var/`` and listens on loopback.

Every setting that an operator may set is read here, from ``VEIEN_X`` or, for secrets, from the file that
``VEIEN_X_FILE`` names. docs/reference/settings.md lists them; a test compares.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent.parent


def setting(name: str, default: str = "") -> str:
    """Read ``VEIEN_<name>``."""
    return os.environ.get(f"VEIEN_{name}", default)


def secret(name: str) -> str:
    """Read a secret from ``VEIEN_<name>`` or the file that ``VEIEN_<name>_FILE`` names; empty if neither is set."""
    path = setting(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as problem:
            raise ImproperlyConfigured(
                f"VEIEN_{name}_FILE names {path}, which cannot be read: {problem}."
            ) from problem
    return setting(name)


def kept_secret_key(home: Path) -> str:
    """Give the key from the settings, or the one kept under ``var/``, made the first time."""
    given = secret("SECRET_KEY")
    if given:
        return given
    place = home / "secret-key"
    if not place.exists():
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(60))
    return place.read_text(encoding="utf-8").strip()


HOME = Path(setting("HOME", "var")).resolve()
SECRET_KEY = kept_secret_key(HOME)
DEBUG = setting("DEBUG") == "1"
BASE_URL = setting("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = [
    each.strip() for each in setting("HOSTS", "127.0.0.1,localhost,[::1]").split(",") if each.strip()
]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    # Ours first: where two hold a page or a sentence of the same name, the first one's is used.
    "veien.people",
    "veien.audit",
    "veien.files",
    "veien.web",
    "veien.documents",
    "veien.organisations",
    "veien.methods",
    "veien.road",
    "veien.collaboration",
    "veien.anchoring",
    "veien.needs",
    "veien.goals",
    "veien.market",
    "veien.business_case",
    "veien.strategy",
    "veien.requirements",
    "veien.criteria",
    "veien.competition",
    "veien.tenders",
    "veien.evaluation",
    "veien.server",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "template_partials",
]

MIDDLEWARE = [
    "veien.people.middleware.VisitorAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "veien.people.middleware.PersonLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "veien.server.urls"
WSGI_APPLICATION = "veien.server.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- database: without IMMEDIATE half of a burst of writers fails on SQLite; FULL lets no acknowledged write be lost.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
        " PRAGMA cache_size=-16000;"
    ),
}


def database(url: str) -> dict[str, Any]:
    """Read a database address; a SQLite database gets the options without which it fails under load."""
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600))
    except Exception as problem:  # the library raises many kinds; all mean the same to an operator
        raise ImproperlyConfigured(f"VEIEN_DATABASE_URL cannot be understood: {problem}") from problem
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = SQLITE_OPTIONS
        found["CONN_MAX_AGE"] = None
    return found


DATABASES = {"default": database(secret("DATABASE_URL") or f"sqlite:///{HOME / 'veien.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What was tried at log-in, and which one-time code was used, must be known to every worker.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": HOME / "cache"}
}

# --- files and static assets
MEDIA_ROOT = HOME / "files"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # pages get the files where the rooms keep them; nothing is collected
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8000
FILE_UPLOAD_MAX_MEMORY_SIZE = (
    60 * 1024 * 1024
)  # uploads are checked in memory; none is written to disk unchecked

# --- language and time
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Norsk"), ("sv", "Svenska"), ("da", "Dansk"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "veien_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["veien.web.formats"]

# --- people
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "road:home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "veien.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account exists only by invitation, which proves the address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no letters to whoever is typed in
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,20/15m/key"}  # axes locks first; this holds for codes too
ACCOUNT_FORMS = {
    "login": "veien.people.forms.Login",
    "reauthenticate": "veien.people.forms.Reauthenticate",
    "change_password": "veien.people.forms.ChangePassword",
    "reset_password": "veien.people.forms.ResetPassword",
    "reset_password_from_key": "veien.people.forms.ResetPasswordFromKey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = BASE_URL.startswith("http://")
MFA_TOTP_ISSUER = "Veien"
MFA_ADAPTER = "veien.people.adapter.SecurityAdapter"
MFA_FORMS = {
    "authenticate": "veien.people.forms.SecondStep",
    "reauthenticate": "veien.people.forms.SecondStepAgain",
    "activate_totp": "veien.people.forms.ActivateTotp",
    "add_webauthn": "veien.people.forms.AddPasskey",
    "edit_webauthn": "veien.people.forms.RenamePasskey",
}
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = (
    False  # the page says until when; trying again does not move it
)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "veien.people.adapter.typed_address"
AXES_LOCKOUT_CALLABLE = "veien.people.views.account.locked"
AXES_RESET_ON_SUCCESS = True

# --- mail: a folder of .eml files until an SMTP server is named
MAIL_FOLDER = HOME / "mail"
DEFAULT_FROM_EMAIL = setting("MAIL_FROM", "veien@localhost")
EMAIL_HOST = setting("SMTP_HOST")
EMAIL_PORT = int(setting("SMTP_PORT", "587"))
EMAIL_HOST_USER = setting("SMTP_USER")
EMAIL_HOST_PASSWORD = secret("SMTP_PASSWORD")
EMAIL_USE_TLS = setting("SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 15
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "veien.people.mail.FolderBackend"
)

# --- the wire
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PROXIES = int(
    setting("PROXIES", "0")
)  # web servers of our own in front, whose word on the visitor is believed
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CSRF_COOKIE_SAMESITE = "Lax"
if BASE_URL.startswith("https://"):
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = setting("TLS_REDIRECT", "0") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": setting("LOG_LEVEL", "WARNING")},
}
