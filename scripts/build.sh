#!/bin/sh
# Builds an image's generated files: the pinned packages in .venv, the static files in var/static and the English
# catalogue in var/made. Leaves no secret behind.
set -eu
cd "$(dirname "$0")/.."
python=$(sh scripts/python.sh)
"$python" scripts/bootstrap.py
.venv/bin/python -c "from tracker.operations import plotlyjs; print('plotly.js', plotlyjs.prepare())"
.venv/bin/python -c "from tracker.operations import catalogues; catalogues.prepare()"
STANDPUNT_SERVERS=off STANDPUNT_SECRET_KEY=only-while-building .venv/bin/python manage.py collectstatic --noinput --verbosity 0
