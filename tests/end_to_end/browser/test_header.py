"""The header: the menu, the search box and the language, signed in or not, at the widths of laptops."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from PIL import Image

from tests.end_to_end.browser.page_checks import WIDER_THAN_WINDOW, pytestmark  # noqa: F401

CUT = """(() => {
    const input = document.querySelector("#site-q"), style = getComputedStyle(input);
    const paint = document.createElement("canvas").getContext("2d");
    paint.font = style.font;
    const room = input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const erase = 20;  // the browser keeps room for the button that empties the box
    return paint.measureText(input.placeholder).width > room - erase;
})()"""


def rows(page) -> dict[str, int]:
    """Return the row of each part of the header, from 0: parts whose middles are within 12 pixels share a row."""
    parts = {"menu": "nav a >> nth=0", "last": "nav a >> nth=-1", "search": "#site-q", "language": ".language"}
    boxes = {name: page.locator(f"header.site {where}").bounding_box() for name, where in parts.items()}
    middles = {name: box["y"] + box["height"] / 2 for name, box in boxes.items()}
    lines: list[float] = []
    for middle in sorted(middles.values()):
        if not lines or middle - lines[-1] > 12:
            lines.append(middle)
    return {name: max(n for n, line in enumerate(lines) if line <= middle) for name, middle in middles.items()}


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    ("width", "wanted"),
    [
        (1280, {"menu": 0, "last": 0, "search": 0, "language": 0}),
        (1024, {"menu": 1, "last": 1, "search": 0, "language": 0}),
    ],
)
def test_whoever_is_signed_in_has_the_header_in_one_row_or_the_menu_in_its_own(
    signed_in, django_user_model, width, wanted, language
) -> None:
    user = django_user_model.objects.get(username="carla")
    user.groups.add(Group.objects.get(name="redactie"))
    django_user_model.objects.filter(pk=user.pk).update(is_staff=True)
    page = signed_in(f"{language}/", viewport={"width": width, "height": 800})
    assert page.locator("header.site nav a").count() >= 8, "an editor has the whole menu"
    assert rows(page) == wanted
    assert not page.evaluate(CUT)
    assert not page.evaluate(WIDER_THAN_WINDOW)


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("width", [1280, 1024])
def test_a_visitor_has_the_header_in_one_row(visit, db, width, language) -> None:
    page = visit(f"{language}/", viewport={"width": width, "height": 800})
    assert set(rows(page).values()) == {0}
    assert not page.evaluate(CUT)


@pytest.mark.parametrize("width", [320, 360])
def test_the_placeholder_is_whole_on_a_phone(visit, db, width) -> None:
    assert not visit("/", viewport={"width": width, "height": 640}).evaluate(CUT)


def shaded(row) -> tuple[bool, bool]:
    """Return whether the row's left and right end differ from its middle, just below its upper edge."""
    picture = Image.open(BytesIO(row.screenshot())).convert("RGB")
    left, middle, right = (picture.getpixel((x, 1)) for x in (0, picture.width // 2, picture.width - 1))
    return left != middle, right != middle


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_a_menu_shows_where_it_goes_on_and_where_one_is(visit, db, scheme) -> None:
    page = visit("/brieven/", viewport={"width": 390, "height": 640}, color_scheme=scheme)
    menu = page.locator("header.site nav")
    room, here = menu.bounding_box(), menu.locator("[aria-current]").bounding_box()
    assert room["x"] - 1 <= here["x"] <= room["x"] + room["width"] + 1 - here["width"]
    menu.evaluate("row => { row.scrollLeft = 0 }")
    assert shaded(menu) == (False, True)
    menu.evaluate("row => { row.scrollLeft = row.scrollWidth }")
    assert shaded(menu) == (True, False)
