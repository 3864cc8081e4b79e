"""Import of codings: matched by words, reported if missing, all or nothing, and idempotent."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from positions.domain.reliability.coding_file import COLUMNS, CodingFileError
from positions.models import AssignedSentence, Assignment, Coder, Stance, State
from positions.reliability import coding_import
from tests.factories import letter
from tests.positions.factories import SENTENCES

pytestmark = pytest.mark.django_db
RUSSIA = ("russia", "cabinet", "position", "-1")
NOTHING = ("", "", "", "")
CODINGS = [
    (SENTENCES[0], *RUSSIA),
    (SENTENCES[2], "eu-cooperation", "cabinet", "position", "1"),
    (SENTENCES[3], *NOTHING),
]


def table(path: Path, rows, columns=COLUMNS) -> Path:
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows((f"s{number:03}", *row) for number, row in enumerate(rows, start=1))
    return path


@pytest.fixture
def codings(tmp_path):
    """Return a function that writes a table of these rows and returns its path."""
    return lambda rows=CODINGS: table(tmp_path / "codings.csv", rows)


def test_it_writes_stances_and_what_was_gone_through(recorded, codings) -> None:
    done = coding_import.import_file(codings(), "Hand")
    assert (done.letter, done.sentences, done.stances, done.problems) == (recorded.key, 3, 2, [])
    stances = Stance.objects.with_state().select_related("revision", "coder", "assignment")
    assert {s.state for s in stances} == {State.CODED}
    assert all(s.quote == s.revision.text[s.start : s.end] for s in stances)
    assignment = Assignment.objects.get()
    assert (assignment.way, assignment.letter, assignment.coder.kind) == ("blind", recorded, Coder.Kind.IMPORTED)
    assert assignment.done_at is not None
    assert assignment.sentences.count() == 3


@pytest.mark.parametrize(
    "written",
    [
        SENTENCES[0].upper(),
        SENTENCES[0].replace(".", " !").replace("NAVO", "«NAVO»,"),
        SENTENCES[0].replace("NAVO", "**NAVO**").replace("Rusland", "_Rusland_"),
        SENTENCES[0].replace("Rusland", "Rus-\nland").replace("dialoog", "dia\u00adloog"),
        SENTENCES[0].replace("dialoog", "<i>dialoog</i>") + "<sup>3</sup>",
    ],
)
def test_a_sentence_is_found_by_its_words(recorded, codings, written) -> None:
    coding_import.import_file(codings([(written, *RUSSIA), *CODINGS[1:]]), "Hand")
    assert Stance.objects.get(topic__slug="russia").quote == SENTENCES[0]


def test_a_sentence_that_is_not_there_is_reported_and_left_out(recorded, codings) -> None:
    done = coding_import.import_file(codings([*CODINGS, ("Dit staat nergens in.", *RUSSIA)]), "Hand")
    assert done.problems == ["codings.csv:5: not found: Dit staat nergens in."]
    assert AssignedSentence.objects.count() == 3


def test_a_sentence_that_stands_more_often_than_it_is_coded_is_reported(codebook, take_in, codings) -> None:
    take_in(letter(sentences=(*SENTENCES, SENTENCES[0])))
    done = coding_import.import_file(codings(), "Hand")
    assert done.problems == [f"codings.csv:2: stands 2 times in the letter, 1 times here: {SENTENCES[0]}"]
    assert not Stance.objects.filter(topic__slug="russia").exists()


def test_sentences_that_are_coded_as_often_as_they_stand_go_by_turn(codebook, take_in, codings) -> None:
    take_in(letter(sentences=(*SENTENCES, SENTENCES[0])))
    coding_import.import_file(codings([*CODINGS, (SENTENCES[0], "russia", "cabinet", "position", "2")]), "Hand")
    assert list(Stance.objects.filter(topic__slug="russia").order_by("start").values_list("score", flat=True)) == [
        -1,
        2,
    ]


def test_again_changes_nothing(recorded, codings) -> None:
    path = codings()
    coding_import.import_file(path, "Hand")
    before = (
        list(Stance.objects.values_list("pk", flat=True)),
        list(AssignedSentence.objects.values_list("pk", flat=True)),
    )
    done = coding_import.import_file(path, "Hand")
    assert (done.new, done.withdrawn) == (0, 0)
    after = (
        list(Stance.objects.values_list("pk", flat=True)),
        list(AssignedSentence.objects.values_list("pk", flat=True)),
    )
    assert after == before


def test_a_table_put_right_withdraws_what_it_no_longer_says_and_can_say_it_again(recorded, codings) -> None:
    coding_import.import_file(codings(), "Hand")
    other = [(SENTENCES[0], "russia", "cabinet", "position", "0"), *CODINGS[1:]]
    assert coding_import.import_file(codings(other), "Hand").withdrawn == 1
    assert Stance.objects.in_state(State.CODED).get(topic__slug="russia").score == 0
    coding_import.import_file(codings(), "Hand")
    assert Stance.objects.in_state(State.CODED).get(topic__slug="russia").score == -1


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("turkije", "cabinet", "position", "1"), "unknown topic"),
        (("russia", "koning", "position", "1"), "unknown holder"),
        (("russia", "cabinet", "opinion", "1"), "kind is position or mention"),
        (("russia", "cabinet", "position", "3"), "score of a position"),
        (("russia", "cabinet", "position", ""), "score of a position"),
        (("russia", "cabinet", "mention", "0"), "a mention has no score"),
        (("", "cabinet", "", ""), "unknown topic"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_of_the_file_is_taken(recorded, codings, row, why) -> None:
    with pytest.raises(CodingFileError, match=why) as error:
        coding_import.import_file(codings([CODINGS[1], (SENTENCES[0], *row)]), "Hand")
    assert error.value.problems[0].startswith("codings.csv:3: ")
    assert not (Stance.objects.exists() or Assignment.objects.exists() or Coder.objects.exists())


def test_every_wrong_row_is_named_at_once(recorded, codings) -> None:
    rows = [(SENTENCES[0], "x", "cabinet", "mention", ""), (SENTENCES[1], "russia", "x", "mention", "")]
    with pytest.raises(CodingFileError) as error:
        coding_import.import_file(codings(rows), "Hand")
    assert [problem.split(": ")[0] for problem in error.value.problems] == ["codings.csv:2", "codings.csv:3"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "column missing"),
        (b"sentence,text\n", "column missing: topic"),
        (b"sentence,text,topic,holder,kind,score\n", "no sentence"),
        (b"sentence,text,topic,holder,kind,score\ns1,Een zin\n", "columns"),
        (b'sentence,text,topic,holder,kind,score\ns1,"Een zin,,,,\n', "unexpected end"),
        (b"sentence,text,topic,holder,kind,score\n,Een zin,,,,\n", "needs a name"),
        (b"sentence,text,topic,holder,kind,score\ns1,Een zin,,,,\ns1,Een andere,,,,\n", "another text"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_reason(recorded, tmp_path, content, why) -> None:
    path = tmp_path / "codings.csv"
    path.write_bytes(content)
    with pytest.raises(CodingFileError, match=why):
        coding_import.import_file(path, "Hand")


def test_the_letter_that_holds_most_sentences_is_taken(recorded, take_in, codings) -> None:
    take_in(letter(number="13", sentences=(SENTENCES[3], "Een tweede zin.", "Een derde zin.", "Een vierde zin.")))
    assert coding_import.import_file(codings(), "Hand").letter == recorded.key


def test_no_letter_is_forced(recorded, codings) -> None:
    rows = [(f"Deze zin nummer {number} staat nergens.", *NOTHING) for number in range(3)]
    with pytest.raises(CodingFileError, match="no letter holds half"):
        coding_import.import_file(codings([CODINGS[0], *rows]), "Hand")
    assert coding_import.import_file(codings([CODINGS[0], *rows]), "Hand", letter=recorded.key).sentences == 1


def test_two_letters_that_hold_as_many_are_asked_about(recorded, take_in, codings) -> None:
    take_in(letter(number="13", date="4 april 2019", sentences=(*SENTENCES, "En nog een zin die elders niet staat.")))
    with pytest.raises(CodingFileError, match="more than one letter"):
        coding_import.import_file(codings(), "Hand")


def test_one_coder_is_blind_or_not_in_a_letter(recorded, codings) -> None:
    coding_import.import_file(codings(), "Hand")
    with pytest.raises(CodingFileError, match="other way"):
        coding_import.import_file(codings(), "Hand", way=Assignment.Way.IN_SIGHT)


def test_the_name_of_a_person_or_machine_is_refused(recorded, codings, anna, proposed) -> None:
    for name in ("anna", "rules", " "):
        with pytest.raises(CodingFileError, match="cannot be the name"):
            coding_import.import_file(codings(), name)


def test_the_command_goes_on_with_the_other_files_and_names_the_one_refused(recorded, tmp_path, capsys) -> None:
    good = table(tmp_path / "good.csv", CODINGS)
    bad = table(tmp_path / "bad.csv", [(SENTENCES[0], "x", "y", "z", "9")])
    with pytest.raises(CommandError, match=r"not imported: .*bad\.csv$"):
        call_command("import_codings", str(bad), str(good), coder="Hand")
    told = capsys.readouterr().err
    assert "bad.csv:2: unknown topic 'x'" in told
    assert f"3 sentences of {recorded.key}, 2 stances (2 new, 0 withdrawn), 0 sentences left out" in told
