"""Pictures to publish of a topic and of several topics, for one request."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from letters.example_notice import showing_examples
from positions.charts import small_multiples, svg
from positions.charts.data import TopicChartData
from positions.charts.legend import legend
from positions.charts.publication import Form, Publication
from positions.charts.scales import Size
from positions.charts.small_multiples_data import SmallMultiplesData
from positions.domain.timeline import RULES
from positions.labels import summaries
from positions.labels.codes import holder_name
from positions.labels.languages import in_language
from positions.labels.palette import Theme
from positions.open_data.data_package import licence
from positions.stances import chips

QUIET = ("sort", "holder", "by", "topic", "a", "b", "order")  # shown in the picture itself


def of_topic(shown: TopicChartData, theme: Theme, site: str) -> Publication:
    """`site` is its address, without a slash at the end."""
    picture, axis = shown.picture, shown.axis
    said = [
        f"{summaries.holder_words(line)}: {words}" if len(shown.lines) > 1 else words
        for line in shown.lines
        if (words := summaries.summary(line, axis, shown.until, shown.holdings))
    ]
    poles = {"low": in_language(axis.low_pole), "high": in_language(axis.high_pole)}
    return Publication(
        title=shown.topic.name,
        subtitle=_("van %(low)s (−2) tot %(high)s (+2)") % poles,
        summary=" ".join(said),
        draw=lambda size: svg.inside(picture, _plot(shown, size), theme, name="plaat"),
        legend=legend([picture]),
        credit=_credit(shown, site),
        colour=theme.topic(shown.look),
    )


def of_topics(shown: SmallMultiplesData, theme: Theme, site: str, form: Form) -> Publication:
    """Panels side by side, or below each other in an upright form."""
    columns = small_multiples.DESK if form.width >= form.height else small_multiples.PHONE
    return Publication(
        title=_("Standpunten op één schaal"),
        subtitle=", ".join(picture.title for picture in shown.pictures),
        summary=_span(holder_name(shown.holder), *shown.accepted_letters()),
        draw=lambda size: small_multiples.drawn(shown.pictures, columns, size, theme, name="plaat"),
        legend=legend(shown.pictures),
        credit=_credit(shown, site),
        colour=theme.ink,
    )


def _span(who: str, letters: int, first_day: date | None, last_day: date | None) -> str:
    """Return how many dated letters have an accepted position, and from when to when; proposals are no positions."""
    if not first_day or not last_day:
        return _("%(who)s: nog geen geaccepteerd standpunt in een brief met een datum.") % {"who": who.capitalize()}
    first, last = date_format(first_day, "j F Y"), date_format(last_day, "j F Y")
    if letters == 1:
        return _("%(who)s: één brief met een standpunt, van %(day)s.") % {"who": who.capitalize(), "day": first}
    words = {"who": who.capitalize(), "n": letters, "first": first, "last": last}
    return _("%(who)s: %(n)s brieven met een standpunt, van %(first)s tot en met %(last)s.") % words


def _plot(shown: TopicChartData, size: Size) -> Size:
    """Return the size without the strip of shares where no letter is read, and with the names of events inside."""
    shares = 46 if shown.picture.shares else 0
    plot = Size(size.width, size.height, left=size.left, bottom=shares + 50 if shares else 28, shares=shares)
    return svg.with_events_inside(shown.picture, plot)


def _credit(shown: TopicChartData | SmallMultiplesData, site: str) -> str:
    """Return what was chosen, source, date, licence and rules; of invented letters that they are."""
    chosen = [strip_tags(chip.text) for chip in chips.chips(shown.asked, quiet=QUIET)]
    parts = [_origin(site), date_format(shown.until, "j F Y"), _licence(), _("telregels %(rules)s") % {"rules": RULES}]
    return " · ".join([_("Keuze: %(chosen)s") % {"chosen": ", ".join(chosen)}, *parts] if chosen else parts)


def source(site: str) -> str:
    """Return source and licence, of invented letters that they are."""
    return " · ".join([_origin(site), _licence()])


def _origin(site: str) -> str:
    if showing_examples():
        words = _("Verzonnen voorbeeldbrieven, op %(site)s")
    else:
        words = _("Bron: brieven van het kabinet aan het parlement, gecodeerd op %(site)s")
    return words % {"site": site.partition("://")[2]}


def _licence() -> str:
    found = licence()
    return _(found.get("title", found["name"]))
