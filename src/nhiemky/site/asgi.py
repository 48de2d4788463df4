"""The ASGI entry: pages through Django's threads, live screens as streams."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhiemky.site.settings")

application = get_asgi_application()
