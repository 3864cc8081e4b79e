"""Public pages for the load test, with addresses from the letters at hand."""

from __future__ import annotations

from letters.models import Letter
from positions.models import Stance, Topic, Wording


def pages() -> dict[str, list[str]]:
    """Return the addresses to request, by page name."""
    slugs = list(Topic.objects.values_list("slug", flat=True))
    topics = [f"/onderwerpen/{slug}/" for slug in slugs]
    filters = ("holder=cabinet&holder=allies", "after=2019-01-01&before=2019-12-31", "ministry=Defensie", "least=4")
    letters = list(Letter.objects.order_by("?").values_list("key", flat=True)[:40])
    stances = list(Stance.objects.order_by("?").values_list("pk", flat=True)[:40])
    words = ("dialoog", "energie", "vloot", "techniek", "grens", "handel")
    return {
        "/healthz": ["/healthz"],
        "home": ["/"],
        "topic": topics,
        "topic, filtered": [f"{topic}?{query}" for topic in topics for query in filters],
        "figure": [f"{topic}figuur.json?theme=light" for topic in topics],
        "drawing (SVG)": [f"{topic}figuur.svg" for topic in topics],
        "card (PNG)": [f"{topic}kaart.png" for topic in topics],
        "quotes of a letter": [f"{topics[0]}brief/{key}/?paneel=1" for key in letters],
        "changes": ["/veranderingen/", "/veranderingen/?order=biggest", "/veranderingen/?page=3"],
        "compare": ["/vergelijken/", "/vergelijken/?by=cabinet"],
        "letters": ["/brieven/", "/brieven/?page=20"],
        "letter": [f"/brieven/{key}/" for key in letters],
        "stance": [f"/standpunten/{pk}/" for pk in stances],
        "search": [f"/zoeken/?q={word}" for word in words],
        "wordings": ["/formuleringen/", *(wording.get_absolute_url() for wording in Wording.objects.all()[:10])],
        "coverage": ["/dekking/"],
        "API, positions": [f"/api/v1/positions/?topic={slug}" for slug in slugs],
        "API, changes": ["/api/v1/changes/"],
        "API, stances": ["/api/v1/stances/", "/api/v1/stances/?page=7"],
        "feed of letters": ["/feeds/brieven/"],
        "feed of changes": ["/feeds/veranderingen/", "/feeds/veranderingen/russia/"],
    }
