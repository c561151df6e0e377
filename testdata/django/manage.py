"""A Django project of one application, for script/app-django. DATABASE is sqlite or postgresql."""
import os
import sys

import django
from django.conf import settings
from django.core.management import execute_from_command_line

settings.configure(
    SECRET_KEY="not a secret: the database lives as long as the test",
    ALLOWED_HOSTS=["testserver"],
    USE_TZ=True,
    TIME_ZONE="Europe/Vienna",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    ROOT_URLCONF="shop.urls",
    INSTALLED_APPS=[
        "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes",
        "django.contrib.sessions", "django.contrib.messages", "shop",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
        "OPTIONS": {"context_processors": [
            "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
        ]},
    }],
    DATABASES={"default": (
        {"ENGINE": "django.db.backends.sqlite3", "NAME": "app.db"} if os.environ["DATABASE"] == "sqlite"
        else {"ENGINE": "django.db.backends.postgresql", "NAME": "app", "HOST": os.environ["PGHOST"], "USER": os.environ["PGUSER"]}
    )},
)
django.setup()
execute_from_command_line(sys.argv)
