from __future__ import annotations

from django import template

from letters import papers

register = template.Library()
register.filter("dossier", papers.dossier_words)
register.filter("session", papers.session_words)
