"""All settings, read once from the environment. Only `NHIEMKY_*` variables count; junk in them stops the start."""

from pathlib import Path

from django.utils.csp import CSP

from nhiemky.demonstration.logins import LOGINS
from nhiemky.site import environment

HERE = Path(__file__).resolve().parent.parent
DATA = environment.folder("NHIEMKY_DATA", Path("~/.local/share/nhiemky"))

# A data folder made by `nhiemky demo` carries this file; every page then says that it is a demonstration.
DEMONSTRATION_MARK = DATA / "DEMONSTRATION"
DEMONSTRATION = DEMONSTRATION_MARK.exists()
DEMONSTRATION_LOGINS = LOGINS if DEMONSTRATION else ()
DEMONSTRATION_SECRET = "demonstration-only-never-for-real-use"  # noqa: S105

SECRET_FILE = DATA / "secret.key"
RECORDS_KEY_FILE = DATA / "records.key"


def _secret(variable: str, file: Path) -> str:
    """From the environment (many machines), else the data folder (one machine), else one that `serve` refuses."""
    written = file.read_text(encoding="ascii").strip() if file.is_file() else DEMONSTRATION_SECRET
    return environment.text(variable, written)


SECRET_KEY = _secret("NHIEMKY_SECRET", SECRET_FILE)
RECORDS_KEY = _secret("NHIEMKY_RECORDS_KEY", RECORDS_KEY_FILE)
DEBUG = environment.flag("NHIEMKY_DEBUG")
ALLOWED_HOSTS = environment.words("NHIEMKY_HOSTS", "localhost,127.0.0.1,[::1]")
HTTPS = environment.flag("NHIEMKY_HTTPS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

INSTALLED_APPS = [
    "nhiemky.site",
    "nhiemky.records",
    "nhiemky.ui",
    "nhiemky.printing",
    "nhiemky.organisation",
    "nhiemky.zones",
    "nhiemky.reporting",
    "nhiemky.resolution",
    "nhiemky.elections",
    "nhiemky.ballots",
    "nhiemky.congress",
    "nhiemky.indicators",
    "nhiemky.figures",
    "nhiemky.boards",
    "nhiemky.screens",
    "nhiemky.portal",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # Wagtail's search index on PostgreSQL; without effect on SQLite.
    "django.contrib.postgres",
    "servestatic.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "nhiemky.site.security.ContentSecurityPolicy",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "nhiemky.site.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every address needs a log-in unless its view says otherwise with @login_not_required.
    "nhiemky.site.passwords.OwnPasswordRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Forms and definitions are read once for each request.
    "nhiemky.records.remembered.once_a_request",
    "nhiemky.site.errors.MeanwhileRefused",
]

ROOT_URLCONF = "nhiemky.site.urls"
ASGI_APPLICATION = "nhiemky.site.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nhiemky.site.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "nhiemky.ui.templatetags.ui"],
        },
    }
]
# Django writes errors down only while DEBUG is on; the page of an error asks for the time and the address.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"dated": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "dated"}},
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
FORM_RENDERER = "nhiemky.ui.forms.Renderer"

DATABASES = {"default": environment.database("NHIEMKY_DATABASE_URL", DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisation.User"
CSRF_FAILURE_VIEW = "nhiemky.site.errors.csrf_failure"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "nhiemky_session"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "nhiemky_language"
FORMAT_MODULE_PATH = ["nhiemky.ui.formats"]
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
# Files that come in, until they are kept: beside the data, where `ballots.cleaning` finds what a killed process left.
FILE_UPLOAD_TEMP_DIR = DATA / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Scans and ballots: outside of MEDIA_ROOT, so that nothing serves them but a view that asks who may see them.
    "ballots": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": environment.folder("NHIEMKY_BALLOTS", DATA / "ballots"),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}

# gzip alone: brotli of Wagtail's assets costs the first start ten seconds more than it ever saves in a hall.
SERVESTATIC_USE_BROTLI = False
SERVESTATIC_USE_ZSTD = False

# `background`: long work, in the database until a worker takes it, on this or any machine (`nhiemky worker`; `serve`
# and `demo` start one). `default`: Wagtail's index of references, done at once so that editors see what they wrote.
TASKS = {
    "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# Seconds until the pages of a worker that is heard of no more are read by another.
BALLOT_CLAIM_SECONDS = 60

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
# Seconds between two writings of the visitor counter; 0 writes only when asked. Seconds a visitor's page is kept.
COUNT_VISITS_EVERY = 2
KEEP_PAGES_FOR = 5
# The page table is ours; see portal/models/base.py.
WAGTAIL_PAGE_MODEL = "portal.BasePage"
# Wagtail: nothing phones out, neither for releases nor for pictures of editors.
WAGTAIL_SITE_NAME = "Nhiệm Kỳ"
WAGTAILADMIN_BASE_URL = environment.text("NHIEMKY_ADDRESS", "http://localhost:8000")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = "/dang-nhap/"
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# Letters stay on a laptop as files until somebody names a post office.
MAILERS = {"default": environment.post("NHIEMKY_MAIL", DATA)}
DEFAULT_FROM_EMAIL = environment.text("NHIEMKY_MAIL_FROM", "nhiem-ky@localhost")
SILENCED_SYSTEM_CHECKS: list[str] = []
