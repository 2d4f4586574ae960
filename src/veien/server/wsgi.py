"""The door through which the web server enters."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "veien.server.settings")

application = get_wsgi_application()
