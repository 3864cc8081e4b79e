#!/bin/sh
# What an image needs beside the code: the pinned packages in .venv and the static files in var/static. No secret stays.
set -eu
cd "$(dirname "$0")/.."
python=$(sh scripts/python.sh)
"$python" scripts/bootstrap.py
.venv/bin/python -c "from tracker.running import plotlyjs; print('plotly.js', plotlyjs.prepare())"
STANDPUNT_SERVERS=off STANDPUNT_SECRET_KEY=only-while-building .venv/bin/python manage.py collectstatic --noinput --verbosity 0
