"""Django behind the standard gateway, for the threads of the server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenlane.settings")
application = get_wsgi_application()
