"""Django settings, all read from the environment.

Without DATABASE_URL or CELERY_BROKER_URL the embedded servers in `var/` are used.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import environ
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured

from tracker import local_servers, production_checks
from tracker.site import security_headers

env = environ.Env()
try:
    PRODUCTION = production_checks.is_production(os.environ)
    if PRODUCTION:
        production_checks.check(os.environ)
except production_checks.NotConfigured as error:
    raise ImproperlyConfigured(str(error)) from None
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = local_servers.var_dir()

DEBUG = env.bool("STANDPUNT_DEBUG", default=False)
SECRET_KEY = env.str("STANDPUNT_SECRET_KEY", default="") or local_servers.secret_key()
# With HOST=0.0.0.0 the site's names are either set explicitly or all accepted.
HOST = env.str("HOST", default="127.0.0.1")
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = env.list(
    "STANDPUNT_ALLOWED_HOSTS", default=["*"] if HOST in ("0.0.0.0", "::") else [*LOCAL_HOSTS, HOST]
)
if PRODUCTION:
    ALLOWED_HOSTS.append(LOCAL_HOSTS[0])  # the container's health check calls it by address (docker-compose.yml)
CSRF_TRUSTED_ORIGINS = env.list("STANDPUNT_CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django.contrib.sitemaps",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "tracker",
    "positions",  # before letters: its `export` command extends that of letters
    "letters",
    "letters.admin_site.StandpuntAdminConfig",  # django.contrib.admin, after tracker, which replaces its page frame
    "django_celery_beat",  # after letters, which replaces its admin form, because of an inline script
]

METRICS_TOKEN = env.str("STANDPUNT_METRICS_TOKEN", default="")

MIDDLEWARE = [
    "tracker.operations.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "tracker.site.security_headers.PermissionsPolicy",
    "letters.search.day_fields.DayRangeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.site.page_language.LanguageByAddress",
    "tracker.site.cross_origin.CrossOrigin",
    "tracker.operations.request_log.KnownMethods",
    "tracker.operations.request_log.RefuseNul",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "tracker.accounts.login.TwoFactorDemand",
    "tracker.accounts.audit_log.AuditTrail",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "letters.example_notice.example_notice",
                "tracker.site.page_language.languages",
                "tracker.site.mailing.mailing",
            ]
        },
    }
]

DATABASES = {
    "default": env.db("DATABASE_URL") if env.str("DATABASE_URL", default="") else local_servers.database_settings()
}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
# Failed logins are counted in the database, shared by all web processes, per account and address together, so that
# nobody can lock an account out from elsewhere.
AXES_FAILURE_LIMIT = env.int("STANDPUNT_LOGIN_ATTEMPTS", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("STANDPUNT_LOGIN_MINUTES", default=15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # attempts during a lockout do not extend it
AXES_LOCKOUT_CALLABLE = "tracker.accounts.lockout.locked_page"
AXES_CLIENT_IP_CALLABLE = "tracker.accounts.client_address.client_address"
AXES_SENSITIVE_PARAMETERS = ["csrfmiddlewaretoken", "token"]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_HANDLER = "tracker.accounts.audit_log.SignInRecorder"  # writes to the audit log instead of axes' own
AXES_DISABLE_ACCESS_LOG = True

# Two-factor authentication: "optional" for everybody, or required of "editors" (see accounts.two_factor.is_demanded).
TWO_FACTOR = env.str("STANDPUNT_TWO_FACTOR", default="optional")
if TWO_FACTOR not in ("optional", "editors"):
    raise ImproperlyConfigured(f"STANDPUNT_TWO_FACTOR is “{TWO_FACTOR}”; it is “optional” or “editors”.")
OTP_TOTP_ISSUER = "Standpunt"

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "review"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
# Compiled at setup from locale/ (tracker/operations/catalogues.py). Dutch is the source language and needs none.
LOCALE_PATHS = [VAR_DIR / "made" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
# Static files generated at setup: plotly.js (tracker/operations/plotlyjs.py).
STATICFILES_DIRS = [("plotly", VAR_DIR / "made" / "plotly")]
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]  # the folder does not exist before setup
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Pages name static files by their hash alone. Without the copies under plain names, half as much is compressed.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Limits of an uploaded letter; beyond them it is rejected with a message (see letters.readers.Limits).
LETTERS_MAX_BYTES = env.int("STANDPUNT_MAX_BYTES", default=100 * 1024 * 1024)
LETTERS_MAX_PAGES = env.int("STANDPUNT_MAX_PAGES", default=2000)
LETTERS_READ_SECONDS = env.int("STANDPUNT_READ_SECONDS", default=60)

# Sources and the request rate (letters.harvesting). No other address is called, but for LANGUAGE_MODEL_URL where set.
LETTERS_KOOP_URL = env.str("STANDPUNT_KOOP_URL", default="https://repository.overheid.nl/sru")
LETTERS_TK_URL = env.str("STANDPUNT_TK_URL", default="https://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0")
LETTERS_CONTACT = env.str("STANDPUNT_CONTACT", default="")
LETTERS_FETCH_PAUSE = env.float("STANDPUNT_FETCH_PAUSE", default=1.0)
LETTERS_INBOX = env.str("STANDPUNT_INBOX", default="")

# Recovery of dropped work (letters.ingestion.sweep), in seconds: the time after which a step's worker counts as dead,
# the time after which a message counts as lost, and the interval between sweeps.
LETTERS_LEASE_SECONDS = env.float("STANDPUNT_LEASE_SECONDS", default=max(300.0, 3.0 * LETTERS_READ_SECONDS))
LETTERS_PATIENCE_SECONDS = env.float("STANDPUNT_PATIENCE_SECONDS", default=120.0)
EVERY_SECONDS = env.int("STANDPUNT_EVERY_SECONDS", default=60)

# Limit of form data, without the uploaded files, which are streamed to disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1000

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="") or local_servers.broker_url()
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Messages of a killed worker are redelivered after `visibility_timeout`. The state in the database (letters.ingestion)
# decides, so that a message delivered twice has no effect.
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "visibility_timeout": env.int("STANDPUNT_REDELIVERY_SECONDS", default=600),
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
    }
    if CELERY_BROKER_URL.startswith("redis")
    else {}
)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 540
CELERY_TASK_DEFAULT_QUEUE = "bulk"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "tracker.operations.beat_scheduler:SteadyScheduler"


def every(seconds: int, task: str, queue: str, *args: str) -> dict[str, object]:
    """Return a beat entry. A message expires shortly before the next one is sent."""
    # Not Celery's own `expires`: django-celery-beat silently ignores it.
    options = {"queue": queue, "expire_seconds": max(1, seconds - 5)}
    return {"task": task, "schedule": seconds, "args": list(args), "options": options}


CELERY_BEAT_SCHEDULE = {
    "sweep": every(EVERY_SECONDS, "letters.tasks.sweep", "urgent"),
    "work-counts": every(EVERY_SECONDS, "letters.tasks.fold_work_counts", "urgent"),
    "heartbeat-urgent": every(min(30, EVERY_SECONDS), "tracker.tasks.beat", "urgent", "urgent"),
    "heartbeat-quick": every(min(30, EVERY_SECONDS), "tracker.tasks.beat", "quick", "quick"),
    "heartbeat-bulk": every(min(30, EVERY_SECONDS), "tracker.tasks.beat", "bulk", "bulk"),
    "fetch": every(EVERY_SECONDS, "letters.tasks.fetch_due", "bulk"),
    "watch": every(EVERY_SECONDS, "letters.tasks.watch", "bulk"),
    "propose": every(EVERY_SECONDS, "positions.tasks.propose_on_the_rest", "bulk"),
    "language-model": every(EVERY_SECONDS, "positions.tasks.ask_language_model", "bulk"),
    "wordings": every(EVERY_SECONDS, "positions.tasks.find_wordings_in_the_rest", "bulk"),
    "summaries": every(EVERY_SECONDS, "positions.tasks.sum_up_the_rest", "bulk"),
    "recalibrate": {
        "task": "positions.tasks.recalibrate",
        "schedule": crontab(hour="2", minute="30"),
        "options": {"queue": "bulk", "expire_seconds": 6 * 3600},
    },
    "releases": every(EVERY_SECONDS, "positions.tasks.cut_waiting_release", "bulk"),
    "alterations": every(600, "positions.tasks.thin_out_alterations", "urgent"),
    "news": every(EVERY_SECONDS, "positions.tasks.find_news", "urgent"),
    "mail": every(EVERY_SECONDS, "positions.tasks.send_mail", "urgent"),
}

# Mail to readers (positions.alerts). Links in it start with SITE_URL, never with the name that a visitor asked by.
# Without a mail server nothing is sent in production, and no page offers it; elsewhere messages are files in a folder.
SITE_URL = env.str("STANDPUNT_SITE_URL", default="").rstrip("/") or f"http://{HOST}:{env.int('PORT', default=8000)}"
EMAIL_HOST = env.str("STANDPUNT_SMTP_HOST", default="")
EMAIL_PORT = env.int("STANDPUNT_SMTP_PORT", default=587)
EMAIL_HOST_USER = env.str("STANDPUNT_SMTP_USER", default="")
EMAIL_HOST_PASSWORD = env.str("STANDPUNT_SMTP_PASSWORD", default="")
SMTP_SECURITY = env.str("STANDPUNT_SMTP_SECURITY", default="starttls")
if SMTP_SECURITY not in ("starttls", "tls", "none"):
    raise ImproperlyConfigured(f"STANDPUNT_SMTP_SECURITY is “{SMTP_SECURITY}”; it is “starttls”, “tls” or “none”.")
EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP_SECURITY == "starttls", SMTP_SECURITY == "tls"
EMAIL_TIMEOUT = 20  # seconds
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_BACKEND = f"positions.alerts.hand_over.{'SmtpBackend' if EMAIL_HOST else 'FolderBackend'}"
DEFAULT_FROM_EMAIL = env.str("STANDPUNT_MAIL_FROM", default="") or "Standpunt <standpunt@localhost>"
MAILING = bool(EMAIL_HOST) or not PRODUCTION
FOLLOW_RATE = env.str("STANDPUNT_FOLLOW_RATE", default="20/hour")
# Visibility of undecided machine proposals: "everybody", or "signed-in" users only.
POSITIONS_SHOW_PROPOSALS = env.str("STANDPUNT_SHOW_PROPOSALS", default="") or (
    "signed-in" if PRODUCTION else "everybody"
)
if POSITIONS_SHOW_PROPOSALS not in ("everybody", "signed-in"):
    raise ImproperlyConfigured(
        f"STANDPUNT_SHOW_PROPOSALS is “{POSITIONS_SHOW_PROPOSALS}”; it is “everybody” or “signed-in”."
    )
# A language model as one more coder: off unless address and name are set. Checked in coders/language_model/config.py.
LANGUAGE_MODEL_URL = env.str("LANGUAGE_MODEL_URL", default="")
LANGUAGE_MODEL_NAME = env.str("LANGUAGE_MODEL_NAME", default="")
LANGUAGE_MODEL_KEY = env.str("LANGUAGE_MODEL_KEY", default="")
LANGUAGE_MODEL_PRICE_IN = env.str("LANGUAGE_MODEL_PRICE_IN", default="")
LANGUAGE_MODEL_PRICE_OUT = env.str("LANGUAGE_MODEL_PRICE_OUT", default="")
LANGUAGE_MODEL_BUDGET = env.str("LANGUAGE_MODEL_BUDGET", default="")
LANGUAGE_MODEL_AT_ONCE = env.str("LANGUAGE_MODEL_AT_ONCE", default="1")
LANGUAGE_MODEL_DOSSIERS = env.list("LANGUAGE_MODEL_DOSSIERS", default=[])
LANGUAGE_MODEL_FROM = env.str("LANGUAGE_MODEL_FROM", default="")
LANGUAGE_MODEL_UNPUBLISHED = env.bool("LANGUAGE_MODEL_UNPUBLISHED", default=False)
LANGUAGE_MODEL_WINDOW = env.str("LANGUAGE_MODEL_WINDOW", default="12")
LANGUAGE_MODEL_TIMEOUT = env.str("LANGUAGE_MODEL_TIMEOUT", default="120")
LANGUAGE_MODEL_CONTEXT = env.str("LANGUAGE_MODEL_CONTEXT", default="")
# Rate limits per address or user, per second, minute, hour or day.
API_ANONYMOUS_RATE = env.str("STANDPUNT_API_RATE", default="120/min")
API_USER_RATE = env.str("STANDPUNT_API_USER_RATE", default="600/min")
EXPORT_RATE = env.str("STANDPUNT_EXPORT_RATE", default="30/hour")
# SPDX identifier of the licence of the codings; the texts of letters are in the public domain.
DATA_LICENCE = env.str("STANDPUNT_DATA_LICENCE", default="CC-BY-4.0")
REST_FRAMEWORK: dict[str, object] = {
    # JSON only: the human-readable page is our own (`positions.api.docs_page`), without third-party scripts.
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_THROTTLE_CLASSES": ["positions.api.throttling.AnonymousRate", "positions.api.throttling.UserRate"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "URL_FORMAT_OVERRIDE": None,
    "COERCE_DECIMAL_TO_STRING": False,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Standpunt",
    "DESCRIPTION": "Wat het kabinet aan het parlement schrijft over buitenland en veiligheid. Alleen om te lezen.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "positions.api.openapi_schema.with_licence",
    ],
    "DISABLE_DOCSTRING_DESCRIPTIONS": True,  # docstrings are for readers of the code, not of the API
    "ENUM_NAME_OVERRIDES": {
        "CoderKindEnum": "positions.models.coders.Coder.Kind",
        "ReliabilityEnum": ["tentative", "between", "reliable", "unmeasured"],
    },
}
# Tasks that follow on a new text of a letter; they take its id.
LETTERS_THEN = ["positions.tasks.propose", "positions.tasks.find_wordings"]
# Functions of a letter's id: whether decisions rest on its being a letter. Such a one stays it until an editor says.
LETTERS_RELIED_ON = ["positions.stances.current.has_accepted"]

# HTTPS only, in production. A reverse proxy reports it in X-Forwarded-Proto, where that is trusted.
HTTPS = env.bool("STANDPUNT_HTTPS", default=PRODUCTION)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # called from inside, not through the proxy
SECURE_HSTS_SECONDS = env.int("STANDPUNT_HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.bool("STANDPUNT_HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
BEHIND_PROXY = env.bool("STANDPUNT_BEHIND_PROXY", default=PRODUCTION)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# One trusted proxy in X-Forwarded-For, if any: otherwise clients could forge their address.
REST_FRAMEWORK["NUM_PROXIES"] = 1 if BEHIND_PROXY else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY, SESSION_COOKIE_SAMESITE = True, "Lax"
SESSION_COOKIE_AGE = 7 * 24 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = security_headers.CONTENT_SECURITY

LOG_LEVEL = env.str("STANDPUNT_LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "tracker.operations.logs.PlainLines"},
        "json": {"()": "tracker.operations.logs.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json"
            if env.str("STANDPUNT_LOG", default="json" if PRODUCTION else "line") == "json"
            else "line",
        }
    },
    "filters": {"refusals": {"()": "tracker.operations.logs.RefusalsAreWarnings"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        **{name: {"level": LOG_LEVEL} for name in ("letters", "positions", "tracker")},
        **{name: {"filters": ["refusals"]} for name in ("django.request", "django.security.DisallowedHost")},
    },
}
