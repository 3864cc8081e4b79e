"""The file of events: errors name the line, and events that an editor changed are kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from positions.codebook import shipped_events
from positions.domain.event_file import EventsError, read
from positions.models import Event

ONE = """[[event]]
slug = "storm"
date = 2020-01-02
end = 2020-01-03
name = { nl = "Storm", en = "Storm" }
topics = ["russia"]
source = "de krant"
"""


def test_the_events_that_come_with_the_program_load_once(codebook) -> None:
    call_command("load_events")
    count = Event.objects.count()
    assert count >= 25
    call_command("load_events")
    assert Event.objects.count() == count
    assert Event.objects.get(slug="mh17").date == date(2014, 7, 17)
    assert [topic.slug for topic in Event.objects.get(slug="mh17").topics.all()] == ["russia"]
    assert not Event.objects.filter(date__lt=date(2014, 1, 1)).exists()


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("2020-01-02", '"gisteren"', 3, "is no day"),
        ("2020-01-03", "2020-01-02", 4, "ends before"),
        (', en = "Storm"', "", 5, "missing in en"),
        ('"russia"', '"mars"', 6, "no topic mars"),
        ('source = "de krant"\n', "", 1, "no source"),
        ('slug = "storm"', 'slug = "De Storm"', 2, "slug"),
        ("topics", "topic", 6, "unknown key topic"),
        ("2020-01-02", "2020-13-02", 3, "not valid TOML"),
        ('source = "de krant"', 'source = "de krant"\nweight = 10', 8, "from 0 to 9"),
        ('source = "de krant"', 'source = "de krant"\nweight = true', 8, "from 0 to 9"),
    ],
)
def test_a_fault_in_the_events_is_named_with_its_line(old: str, new: str, line: int, words: str) -> None:
    with pytest.raises(EventsError) as caught:
        read(ONE.replace(old, new), "events.toml", frozenset({"russia"}))
    assert str(caught.value).startswith(f"events.toml:{line}: ")
    assert words in str(caught.value)


def test_a_wrong_file_changes_nothing(codebook, tmp_path) -> None:
    path = tmp_path / "events.toml"
    path.write_text(ONE + ONE)
    with pytest.raises(CommandError, match=r"events\.toml:9: event storm is there twice"):
        call_command("load_events", path)
    assert not Event.objects.exists()


def test_what_an_editor_changed_stays(codebook, admin_client) -> None:
    call_command("load_events")
    event = Event.objects.get(slug="mh17")
    names = {"name_nl": "Anders", "name_en": "Other"}
    form = names | {"date": "17-7-2014", "source": "x", "weight": "1", "is_shown": "on"}
    address = reverse("admin:positions_event_change", args=[event.pk])
    assert admin_client.post(address, form).status_code == 302
    call_command("load_events")
    assert Event.objects.get(slug="mh17").name_nl == "Anders"


def test_an_event_that_would_come_back_is_hidden_and_not_deleted(codebook, admin_client) -> None:
    call_command("load_events")
    assert "mh17" in shipped_events.slugs_of_file()
    event = Event.objects.get(slug="mh17")
    assert admin_client.post(reverse("admin:positions_event_delete", args=[event.pk])).status_code == 403
    assert admin_client.get(reverse("admin:positions_event_changelist")).status_code == 200
