"""`speaking`: accepted stances, and the proposals of each machine coder's newest run on the text."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from letters.models import Letter
from positions.codebook import store
from positions.coders import registry, run
from positions.domain.rules_coder.coder import Proposal
from positions.models import CodebookVersion, Coder, CodingRun, Stance
from positions.review import assignments, decisions, queue, undoing
from positions.stances import as_of
from tests.factories import letter
from tests.positions.conftest import firmer
from tests.positions.factories import SENTENCES

pytestmark = pytest.mark.django_db


def under(number: str, name: str = "rules") -> None:
    """Run the coder on every text under this version of the codebook."""
    coder, codebook = registry.coder_named(name), CodebookVersion.objects.get(number=number)
    for revision in run.to_do(coder, codebook):
        run.propose(revision, coder, codebook)


def speakers(**asked: object) -> set[tuple[str, str]]:
    """Return coder and codebook of the stances that count."""
    said = as_of.stances(**{"proposals": True, **asked})  # type: ignore[arg-type]
    return {(str(stance.coder), stance.codebook.number) for stance in said}


def test_two_coders_both_speak(recorded, register) -> None:
    call_command("propose")
    rules = set(as_of.stances(proposals=True))
    register("second")
    call_command("propose", coder="second")
    assert set(as_of.stances(proposals=True)) > rules
    assert {name for name, _ in speakers()} == {str(registry.coder_named("rules")), "second 1"}


def test_a_newer_version_takes_the_place_of_its_own_older_one_alone(recorded, register) -> None:
    register("second")
    register("third")
    for name in ("second", "third"):
        call_command("propose", coder=name)
    register("second", "2")
    call_command("propose", coder="second")
    assert {name for name, _ in speakers()} == {"second 2", "third 1"}


def test_the_tenth_version_comes_after_the_ninth(recorded, register) -> None:
    for version in ("9", "10"):
        register("second", version)
        call_command("propose", coder="second")
    assert {name for name, _ in speakers()} == {"second 10"}


def test_a_later_codebook_takes_the_place_of_an_earlier_one(recorded) -> None:
    under("1")
    under("3")
    assert {number for _, number in speakers()} == {"3"}
    assert set(Stance.objects.open()) == set(as_of.stances(proposals=True))


def test_what_was_accepted_speaks_whatever_the_round(recorded, anna) -> None:
    under("1")
    accepted = Stance.objects.open()[0]
    decisions.accept(accepted.pk, anna, seen=0)
    under("3")
    assert accepted in as_of.stances(proposals=False)
    assert speakers(proposals=False) == {("rules " + registry.MACHINE_CODERS["rules"].version, "1")}


def test_a_decision_that_is_taken_back_gives_an_old_proposal_no_voice(recorded, anna) -> None:
    under("1")
    old = Stance.objects.open()[0]
    batch = decisions.reject(old.pk, anna, seen=0)
    under("3")
    undoing.undo(batch, anna)
    assert Stance.objects.with_state().get(pk=old.pk).state == "proposed"
    for said in (Stance.objects.open(), as_of.stances(proposals=True), queue.proposals()):
        assert old not in said


def test_as_of_a_day_its_own_rounds_speak(recorded) -> None:
    under("1")
    under("3")
    today = timezone.localdate()
    CodingRun.objects.filter(codebook__number="3").update(at=timezone.now() + timedelta(days=2))
    assert {number for _, number in speakers(day=today)} == {"1"}
    assert {number for _, number in speakers(day=today + timedelta(days=3))} == {"3"}
    assert speakers(day=today - timedelta(days=1)) == set()


def test_as_of_a_day_its_own_decisions_stand(recorded, anna) -> None:
    call_command("propose")
    today = timezone.localdate()
    decisions.accept(Stance.objects.open()[0].pk, anna, seen=0)
    assert as_of.stances(today, proposals=False).count() == 1
    assert {s.state for s in as_of.stances(today, proposals=True)} == {"accepted", "proposed"}


def test_as_of_a_day_its_own_text_speaks(recorded, take_in) -> None:
    call_command("propose")
    old = recorded.revisions.get()
    take_in(letter(sentences=("Dit is een nieuwe eerste zin.", *SENTENCES[1:])))
    call_command("propose")
    today = timezone.localdate()
    current = recorded.revisions.get(is_current=True)
    assert {s.revision for s in as_of.stances(today, proposals=True)} == {current}
    type(current).objects.filter(pk=current.pk).update(created_at=timezone.now() + timedelta(days=2))
    assert {s.revision for s in as_of.stances(today, proposals=True)} == {old}


def test_what_a_person_coded_waits_for_nobody(recorded, asked, anna, bram) -> None:
    from tests.positions.review.factories import coding, finished  # noqa: PLC0415

    finished(asked, [coding()])
    assert not Stance.objects.open().exists()
    assert not as_of.stances(proposals=True).exists()
    assert Stance.objects.shown().with_state().get().state == "coded"


def not_on_russia(proposal: Proposal) -> Proposal | None:
    return None if proposal.topic == "russia" else proposal


def test_a_letter_that_is_judged_whole_is_marked_after_a_new_codebook(recorded, anna, register) -> None:
    register("second")
    under("1", "second")
    register("second", "1", not_on_russia)
    under("3", "second")
    while stance := queue.take_next(queue.proposals(anna.user), anna):
        decisions.accept(stance.pk, anna, seen=decisions.last_word(stance))
    assert assignments.mark(recorded, anna).done_at


def test_the_review_page_waits_for_what_the_queue_asks(client, recorded, anna, coders) -> None:
    under("1")
    under(store.newest().number)
    for stance in Stance.objects.filter(codebook=store.newest()):
        decisions.reject(stance.pk, anna, seen=decisions.last_word(stance))
    client.force_login(anna.user)
    assert "1 van" not in client.get("/beoordelen/").content.decode()
    html = client.get(f"/beoordelen/brief/{recorded.key}/").content.decode()
    assert "Er zijn geen open voorstellen meer" in html
    assert "Deze brief heb ik helemaal gelezen" in html


def anchor_in(client, stance: Stance, other: Letter) -> str:
    """Return the anchor in the other letter that the stance's page links to."""
    html = client.get(f"/standpunten/{stance.pk}/").content.decode()
    return html.split(f'href="{other.get_absolute_url()}#', 1)[1].split('"', 1)[0]


def test_words_elsewhere_lead_to_a_place_that_is_there(client, recorded, take_in, anna, register) -> None:
    other = take_in(letter(number="13", date="4 april 2019", sentences=(*SENTENCES[:3], "Iets anders."))).letter
    register("second")
    under("1", "second")
    stance = Stance.objects.open().filter(revision__letter=recorded)[0]
    assert anchor_in(client, stance, other).startswith("s")
    decisions.accept(stance.pk, anna, seen=0)
    register("second", "1", lambda proposal: None)
    under("3", "second")
    anchor = anchor_in(client, stance, other)
    assert anchor.startswith("p")
    assert f'id="{anchor}"' in client.get(other.get_absolute_url()).content.decode()


def test_a_superseded_proposal_is_not_offered_for_review(client, recorded, anna, coders) -> None:
    under("1")
    old = Stance.objects.open()[0]
    client.force_login(anna.user)
    assert f"?voorstel={old.pk}" in client.get(f"/standpunten/{old.pk}/").content.decode()
    under("3")
    html = client.get(f"/standpunten/{old.pk}/").content.decode()
    assert "opnieuw bekeken" in html
    assert f"?voorstel={old.pk}" not in html
    assert client.get(f"/beoordelen/?voorstel={old.pk}").status_code == 404


def test_the_export_leaves_superseded_proposals_out(recorded, register) -> None:
    from tests.positions.factories import exported  # noqa: PLC0415

    register("second")
    for number in ("1", "3"):
        under(number)
        under(number, "second")
    assert {row["codebook"] for row in exported()} == {"3"}
    assert {row["coder"] for row in exported()} == {str(coder) for coder in Coder.objects.filter(kind="machine")}


def test_only_what_differs_now_is_disputed(recorded, register) -> None:
    from positions.review.queue_order import DISPUTED_FIRST  # noqa: PLC0415

    disputed = DISPUTED_FIRST.levels()[0]
    register("second", "1", firmer)
    for name in ("rules", "second"):
        call_command("propose", coder=name)
    assert {stance.topic.slug for stance in queue.proposals().filter(disputed)} == {"russia"}
    register("second", "2", lambda proposal: proposal)
    call_command("propose", coder="second")
    assert not queue.proposals().filter(disputed).exists()


def test_a_machine_is_compared_by_its_newest_round(recorded, asked, anna, register) -> None:
    from positions.review.disagreements import differences  # noqa: PLC0415
    from tests.positions.review.factories import coding, finished  # noqa: PLC0415

    register("second")
    under("1", "second")
    register("second", "1", lambda proposal: proposal)
    under("3", "second")
    mine = Stance.objects.open().filter(topic__slug="russia").order_by("start")[0]
    finished(asked, [coding(holder=mine.holder, score=mine.score)])
    assert (mine.start, "russia") not in {(row.place[1], row.topic.slug) for row in differences(anna.user)}
