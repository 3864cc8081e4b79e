import os

from django.core.wsgi import get_wsgi_application

from tracker import local_servers
from tracker.operations import garbage_collection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
local_servers.ensure_for_environment()
application = get_wsgi_application()
garbage_collection.relax()
