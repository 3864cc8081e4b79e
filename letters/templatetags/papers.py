from __future__ import annotations

from django import template

from letters import dutch, papers, sorts

register = template.Library()
register.filter("dossier", papers.dossier_words)
register.filter("session", papers.session_words)
register.filter("dutch", dutch.in_dutch)
register.filter("sort_words", sorts.sort_words)
