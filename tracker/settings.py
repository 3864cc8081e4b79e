"""Settings, all from the environment. Without DATABASE_URL / CELERY_BROKER_URL the embedded servers in `var/` serve."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from tracker import embedded, policies, production

env = environ.Env()
try:
    PRODUCTION = production.is_production(os.environ)
    if PRODUCTION:
        production.check(os.environ)
except production.NotConfigured as error:
    raise ImproperlyConfigured(str(error)) from None
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = embedded.var_dir()

DEBUG = env.bool("STANDPUNT_DEBUG", default=False)
SECRET_KEY = env.str("STANDPUNT_SECRET_KEY", default="") or embedded.secret_key()
# Whoever serves to other machines (HOST=0.0.0.0) names the site itself, or has it answer to any name.
HOST = env.str("HOST", default="127.0.0.1")
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = env.list(
    "STANDPUNT_ALLOWED_HOSTS", default=["*"] if HOST in ("0.0.0.0", "::") else [*LOCAL_HOSTS, HOST]
)
if PRODUCTION:
    ALLOWED_HOSTS.append(LOCAL_HOSTS[0])  # a container asks itself how it is (docker-compose.yml), by no name
CSRF_TRUSTED_ORIGINS = env.list("STANDPUNT_CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "letters.admin_site.StandpuntAdminConfig",  # django.contrib.admin, with our own front page
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
    "positions",  # before letters: its `export` does what theirs does, and more
    "letters",
    "django_celery_beat",  # after letters, which has its form in the admin without a script in the page
]

METRICS_TOKEN = env.str("STANDPUNT_METRICS_TOKEN", default="")

MIDDLEWARE = [
    "tracker.requests.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "tracker.policies.PermissionsPolicy",
    "tracker.requests.KnownMethods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.languages.AddressLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "tracker.signing.Demand",
    "tracker.trail.Trail",
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
                "letters.context.world",
                "tracker.languages.languages",
            ]
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL") if env.str("DATABASE_URL", default="") else embedded.database_settings()}
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
# Wrong passwords are counted in the database, for all web processes at once, by account and address together: so a
# stranger elsewhere keeps nobody out.
AXES_FAILURE_LIMIT = env.int("STANDPUNT_LOGIN_ATTEMPTS", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("STANDPUNT_LOGIN_MINUTES", default=15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # trying on does not make the wait longer
AXES_LOCKOUT_CALLABLE = "tracker.lockout.locked_page"
AXES_CLIENT_IP_CALLABLE = "tracker.addresses.client_address"
AXES_SENSITIVE_PARAMETERS = ["csrfmiddlewaretoken", "token"]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_HANDLER = "tracker.trail.Recorder"  # writes to the one record that we keep, instead of these
AXES_DISABLE_ACCESS_LOG = True

# Who has to sign in in two steps: "optional" nobody, who wants to may; "editors" whoever may change things for others.
TWO_FACTOR = env.str("STANDPUNT_TWO_FACTOR", default="optional")
if TWO_FACTOR not in ("optional", "editors"):
    raise ImproperlyConfigured(f"STANDPUNT_TWO_FACTOR is “{TWO_FACTOR}”; it is “optional” or “editors”.")
OTP_TOTP_ISSUER = "Standpunt"

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "review"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
# Compiled at set-up from locale/ (tracker/running/catalogues.py); Dutch needs none, for it is what is written.
LOCALE_PATHS = [VAR_DIR / "made" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
# What is made at set-up and not written by us: plotly.js (tracker/running/plotlyjs.py).
STATICFILES_DIRS = [("plotly", VAR_DIR / "made" / "plotly")]
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]  # that the folder is not there before set-up is no fault
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# What a letter may be: larger or longer is refused with a clear answer (see letters.reading.Limits).
LETTERS_MAX_BYTES = env.int("STANDPUNT_MAX_BYTES", default=100 * 1024 * 1024)
LETTERS_MAX_PAGES = env.int("STANDPUNT_MAX_PAGES", default=2000)
LETTERS_READ_SECONDS = env.int("STANDPUNT_READ_SECONDS", default=60)

# Where letters are fetched, and how politely (letters.fetching). No other address is ever called.
LETTERS_KOOP_URL = env.str("STANDPUNT_KOOP_URL", default="https://repository.overheid.nl/sru")
LETTERS_TK_URL = env.str("STANDPUNT_TK_URL", default="https://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0")
LETTERS_CONTACT = env.str("STANDPUNT_CONTACT", default="")
LETTERS_FETCH_PAUSE = env.float("STANDPUNT_FETCH_PAUSE", default=1.0)
LETTERS_INBOX = env.str("STANDPUNT_INBOX", default="")

# What workers drop is found again (letters.ingestion.sweeping): how long a step may take before its worker counts as
# gone, how long a message may be on its way, and how often beat has all that was left looked for. Seconds.
LETTERS_LEASE_SECONDS = env.float("STANDPUNT_LEASE_SECONDS", default=max(300.0, 3.0 * LETTERS_READ_SECONDS))
LETTERS_PATIENCE_SECONDS = env.float("STANDPUNT_PATIENCE_SECONDS", default=120.0)
EVERY_SECONDS = env.int("STANDPUNT_EVERY_SECONDS", default=60)

# An upload is a form of at most this size plus the file itself, which streams to disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1000

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="") or embedded.broker_url()
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A message that a killed worker held comes back after `visibility_timeout`; the rows' own states (letters.ingestion)
# are the truth, so a message that comes twice finds nothing to do.
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
CELERY_BEAT_SCHEDULER = "tracker.scheduling:SteadyScheduler"


def every(seconds: int, task: str, queue: str, *args: str) -> dict[str, object]:
    """An entry for beat. A message that waited until the next one comes is not worth its work."""
    # Not `expires`, as Celery calls it: django-celery-beat passes over that without a word.
    options = {"queue": queue, "expire_seconds": max(1, seconds - 5)}
    return {"task": task, "schedule": seconds, "args": list(args), "options": options}


CELERY_BEAT_SCHEDULE = {
    "sweep": every(EVERY_SECONDS, "letters.tasks.sweep", "quick"),
    "heartbeat-quick": every(min(30, EVERY_SECONDS), "tracker.tasks.beat", "quick", "quick"),
    "heartbeat-bulk": every(min(30, EVERY_SECONDS), "tracker.tasks.beat", "bulk", "bulk"),
    "fetch": every(EVERY_SECONDS, "letters.tasks.fetch_due", "bulk"),
    "watch": every(EVERY_SECONDS, "letters.tasks.watch", "bulk"),
    "propose": every(EVERY_SECONDS, "positions.tasks.propose_on_the_rest", "bulk"),
    "wordings": every(EVERY_SECONDS, "positions.tasks.find_wordings_in_the_rest", "bulk"),
    "alterations": every(600, "positions.tasks.thin_out_alterations", "quick"),
}
# Who sees what machines propose and nobody has decided: "everybody", or "signed-in" people alone.
POSITIONS_SHOW_PROPOSALS = env.str("STANDPUNT_SHOW_PROPOSALS", default="everybody")
# What machines may ask of the site, by address: so many times a second, minute, hour or day.
API_ANONYMOUS_RATE = env.str("STANDPUNT_API_RATE", default="120/min")
API_USER_RATE = env.str("STANDPUNT_API_USER_RATE", default="600/min")
EXPORT_RATE = env.str("STANDPUNT_EXPORT_RATE", default="30/hour")
# Under which licence our codings are given out, by its SPDX name; the letters' own words are free.
DATA_LICENCE = env.str("STANDPUNT_DATA_LICENCE", default="CC-BY-4.0")
REST_FRAMEWORK: dict[str, object] = {
    # JSON alone: the page to read is our own (`positions.api.docs`), without scripts of others.
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
    "ENUM_NAME_OVERRIDES": {
        "CoderKindEnum": "positions.models.coders.Coder.Kind",
        "ReliabilityEnum": ["tentative", "between", "reliable", "unmeasured"],
    },
}
# Tasks that go on from a letter with a new text; they take its id.
LETTERS_THEN = ["positions.tasks.propose", "positions.tasks.find_wordings"]

# In production everything goes over HTTPS; a proxy in front says so in X-Forwarded-Proto, where it is trusted to.
HTTPS = env.bool("STANDPUNT_HTTPS", default=PRODUCTION)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # asked from inside, without a proxy between
SECURE_HSTS_SECONDS = env.int("STANDPUNT_HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.bool("STANDPUNT_HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
BEHIND_PROXY = env.bool("STANDPUNT_BEHIND_PROXY", default=PRODUCTION)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# An address in X-Forwarded-For is believed of one proxy, where there is one: else anybody could ask under any address.
REST_FRAMEWORK["NUM_PROXIES"] = 1 if BEHIND_PROXY else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY, SESSION_COOKIE_SAMESITE = True, "Lax"
SESSION_COOKIE_AGE = 7 * 24 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = policies.CONTENT_SECURITY

LOG_LEVEL = env.str("STANDPUNT_LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "tracker.logs.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json"
            if env.str("STANDPUNT_LOG", default="json" if PRODUCTION else "line") == "json"
            else "line",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {name: {"level": LOG_LEVEL} for name in ("letters", "positions", "tracker")},
}
