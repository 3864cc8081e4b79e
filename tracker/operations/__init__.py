"""Operation of an installation: preparation, health, metrics, logs, heartbeat, backups, schedule."""
