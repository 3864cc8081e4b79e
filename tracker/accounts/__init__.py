"""Login, two-factor authentication, lockout after failed logins, and the audit log."""
