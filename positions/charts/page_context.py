"""Template context of a chart: URLs of its figure, quotes and downloads, and the SVG shown first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from letters.records.table_files import CSV
from positions.charts import small_multiples, svg
from positions.charts.data import TopicChartData
from positions.charts.scales import NARROW, WIDE
from positions.charts.small_multiples_data import SmallMultiplesData
from positions.labels.palette import IN_PAGE
from positions.open_data.export_formats import TABLES

# Pixels: legend and credit fit in it at widths from 320, and at 1,000 the charts as well.
FRAME_HEIGHTS = {"topic": 820, "compare": 900}
View = Callable[..., HttpResponse]

OWN = ("page", "order", "brief", "over", "paneel", "theme", "size", "columns", "format")  # not part of the filter

# plotly.js adds a stylesheet to the page at run time; inline scripts stay blocked.
with_chart = csp_update({"style-src": UNSAFE_INLINE})


def embeddable(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    return xframe_options_exempt(csp_replace({"frame-ancestors": None})(view))


@dataclass(frozen=True, slots=True)
class Chart:
    """Context of `positions/charts/_chart.html` and `_downloads.html`. `view` is the prefix of the URL names."""

    view: str
    args: tuple[str, ...]
    query: str
    site: str
    title: str
    label: str
    wide: SafeString
    narrow: SafeString
    several: bool = False

    def address(self, what: str) -> str:
        found = reverse(f"{self.view}-{what}" if what else self.view, args=self.args)
        return f"{found}?{self.query}" if self.query else found

    @property
    def figure(self) -> str:
        return f"{reverse(f'{self.view}-figure', args=self.args)}?{self.query}"

    @property
    def quotes(self) -> str:
        """URL template: the script replaces "-topic-" and "-" by a point's topic and letter."""
        return reverse("topic-letter", args=["-topic-" if self.several else self.args[0], "-"])

    @property
    def letters(self) -> str:
        """URL template of the page that lists letters; "-topic-" as in `quotes`."""
        return reverse("topic", args=["-topic-" if self.several else self.args[0]])

    @property
    def page(self) -> str:
        return self.address("")

    @property
    def pictures(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the pictures to publish: by file format, each form with its name and address."""
        forms = {"wide": _("breed"), "square": _("vierkant"), "phone": _("telefoon")}
        formats = {_("Bewaar als PNG"): "image", _("Bewaar als SVG"): "drawing"}
        return [
            (words, [(name, self.sized(what, form)) for form, name in forms.items()]) for words, what in formats.items()
        ]

    def sized(self, what: str, form: str) -> str:
        address = self.address(what)
        return f"{address}{'&' if self.query else '?'}size={form}"

    @property
    def tables(self) -> list[tuple[str | Promise, str]]:
        """Return each format of the data as a table, with its name and address."""
        return [(name, self.table(form)) for form, name in TABLES.items()]

    def table(self, form: str = CSV) -> str:
        found = reverse(f"{self.view}-table", args=[*self.args, form])
        return f"{found}?{self.query}" if self.query else found

    @property
    def json(self) -> str:
        return self.address("json")

    @property
    def frame(self) -> SafeString:
        """The line of HTML by which another site shows the chart."""
        return frame(
            f"{self.site}{self.address('embed')}",
            f"{self.title} · Standpunt",
            width="100%",
            height=FRAME_HEIGHTS[self.view],
        )

    @property
    def oembed(self) -> list[tuple[str, str]]:
        """Return media type and address of each description of the chart by oEmbed."""
        about = urlencode({"url": f"{self.site}{self.page}"})
        types = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
        return [(name, f"{self.site}{reverse('oembed')}?{about}&format={form}") for form, name in types.items()]


def of_topic(request: HttpRequest, shown: TopicChartData) -> Chart:
    topic, picture = shown.topic, shown.picture
    return Chart(
        view="topic",
        args=(topic.slug,),
        query=query(request),
        site=site(request),
        title=topic.name,
        label=_("Grafiek van %(name)s: van elke brief de zinnen bij hun score") % {"name": topic.name},
        wide=svg.render(picture, WIDE, IN_PAGE, name="breed"),
        narrow=svg.render(picture, NARROW, IN_PAGE, name="smal"),
    )


def of_topics(request: HttpRequest, shown: SmallMultiplesData) -> Chart:
    return Chart(
        view="compare",
        args=(),
        query=query(request),
        site=site(request),
        title=_("Onderwerpen naast elkaar"),
        label=_("Grafieken van de onderwerpen op één schaal: van elke brief de zinnen bij hun score"),
        wide=small_multiples.image(shown.pictures, small_multiples.DESK, name="breed"),
        narrow=small_multiples.image(shown.pictures, small_multiples.PHONE, name="smal"),
        several=True,
    )


def frame(address: str, title: str, *, width: int | str, height: int) -> SafeString:
    """Return an iframe with the chart, in a sandbox without an origin of its own."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"'
        ' sandbox="allow-scripts allow-popups"></iframe>',
        address, title, width, height,
    )  # fmt: skip


def query(request: HttpRequest) -> str:
    """Return the query string of the filter, without parameters that belong to this page alone."""
    return of_filter(request.GET)


def of_filter(asked: QueryDict) -> str:
    kept = asked.copy()
    for name in OWN:
        kept.pop(name, None)
    return kept.urlencode()


def site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
