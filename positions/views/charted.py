"""What a chart on a page needs around it: where its figure, quotes and downloads are, and the drawing shown first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from positions import drawing, panels
from positions.multiples import Multiples
from positions.readings import Showing
from positions.themes import IN_PAGE

View = Callable[..., HttpResponse]

OWN = ("page", "order", "brief", "over", "paneel", "theme", "size", "columns", "format")  # a page's own, no filter

# plotly.js writes a stylesheet of its own into the page; scripts in the page stay refused.
with_chart = csp_update({"style-src": UNSAFE_INLINE})


def framed_by_anybody(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    return xframe_options_exempt(csp_replace({"frame-ancestors": None})(view))


@dataclass(frozen=True, slots=True)
class Chart:
    """For `positions/_chart.html` and `_saving.html`. `view` begins the names of the addresses beside the page's."""

    view: str
    args: tuple[str, ...]
    query: str
    site: str
    name: str
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
        """The script puts a point's topic and letter in the place of "-topic-" and "-"."""
        return reverse("topic-letter", args=["-topic-" if self.several else self.args[0], "-"])

    @property
    def page(self) -> str:
        return self.address("")

    @property
    def svg(self) -> str:
        return self.address("drawing")

    @property
    def csv(self) -> str:
        return self.address("csv")

    @property
    def json(self) -> str:
        return self.address("json")

    @property
    def embed(self) -> str:
        return self.address("embed")


def of_topic(request: HttpRequest, shown: Showing) -> Chart:
    topic, picture = shown.topic, shown.picture
    return Chart(
        view="topic",
        args=(topic.slug,),
        query=query(request),
        site=site(request),
        name=topic.slug,
        title=topic.name,
        label=_("Grafiek van %(name)s: een punt per brief") % {"name": topic.name},
        wide=drawing.drawing(picture, drawing.WIDE, IN_PAGE, name="breed"),
        narrow=drawing.drawing(picture, drawing.NARROW, IN_PAGE, name="smal"),
    )


def of_topics(request: HttpRequest, shown: Multiples) -> Chart:
    return Chart(
        view="compare",
        args=(),
        query=query(request),
        site=site(request),
        name="vergelijking",
        title=_("Onderwerpen naast elkaar"),
        label=_("Grafieken van de onderwerpen op één schaal: een punt per brief"),
        wide=panels.image(shown.pictures, panels.DESK, name="breed"),
        narrow=panels.image(shown.pictures, panels.PHONE, name="smal"),
        several=True,
    )


def query(request: HttpRequest) -> str:
    """The filter, for whatever shows the same letters: without what is this page's own."""
    kept = request.GET.copy()
    for name in OWN:
        kept.pop(name, None)
    return kept.urlencode()


def site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
