# One image for web, workers and beat. It only calls scripts/build.sh, which CI runs too; the image was never built there.
FROM python:3.11-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends fonts-dejavu-core && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin standpunt
WORKDIR /app
COPY . .
RUN sh scripts/build.sh
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER standpunt
CMD ["gunicorn", "tracker.wsgi:application", "--bind", "0.0.0.0:8000"]
