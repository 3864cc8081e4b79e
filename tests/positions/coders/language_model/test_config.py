"""Settings of the model: off unless set, typed, and a wrong one named without what it holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from positions.coders.language_model import checks
from positions.coders.language_model.config import ModelConfig, NotConfigured, config


@pytest.fixture
def whole(settings):
    settings.LANGUAGE_MODEL_URL, settings.LANGUAGE_MODEL_NAME = "http://127.0.0.1:11434/v1/", "qwen2.5:7b"
    return settings


def test_it_is_off_unless_address_and_model_are_set(settings) -> None:
    assert config() is None
    assert checks.language_model(None) == []


@pytest.mark.parametrize("name", ["LANGUAGE_MODEL_URL", "LANGUAGE_MODEL_NAME"])
def test_half_of_it_is_an_error(whole, name: str) -> None:
    setattr(whole, name, "")
    with pytest.raises(NotConfigured, match="set together"):
        config()


def test_address_and_model_are_enough(whole) -> None:
    assert config() == ModelConfig(url="http://127.0.0.1:11434/v1", model="qwen2.5:7b")


def test_an_address_with_its_path_is_the_same(whole) -> None:
    whole.LANGUAGE_MODEL_URL = "https://model.example/v1/chat/completions"
    found = config()
    assert found and found.url == "https://model.example/v1"


@pytest.mark.parametrize("host", ["localhost:11434", "10.0.0.7:8000", "[::1]:8080", "my_model", "a-b.c1.example."])
def test_hosts_of_every_form_are_taken(whole, host: str) -> None:
    whole.LANGUAGE_MODEL_URL = f"http://{host}/v1"
    found = config()
    assert found and found.url == f"http://{host}/v1"


def test_every_setting_is_read(whole) -> None:
    whole.LANGUAGE_MODEL_KEY = "sk-1\n"
    whole.LANGUAGE_MODEL_PRICE_IN, whole.LANGUAGE_MODEL_PRICE_OUT, whole.LANGUAGE_MODEL_BUDGET = "0.15", "0.60", "2"
    whole.LANGUAGE_MODEL_AT_ONCE, whole.LANGUAGE_MODEL_WINDOW, whole.LANGUAGE_MODEL_TIMEOUT = "4", "20", "60"
    whole.LANGUAGE_MODEL_DOSSIERS, whole.LANGUAGE_MODEL_FROM = ["28676", " 33694 ", ""], "2024-07-02"
    whole.LANGUAGE_MODEL_UNPUBLISHED, whole.LANGUAGE_MODEL_CONTEXT = True, "8192"
    assert config() == ModelConfig(
        url="http://127.0.0.1:11434/v1", model="qwen2.5:7b", key="sk-1", price_in=Decimal("0.15"),
        price_out=Decimal("0.60"), budget=Decimal(2), at_once=4, dossiers=("28676", "33694"), since=date(2024, 7, 2),
        unpublished=True, window=20, timeout=60, context=8192,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("URL", "127.0.0.1:11434", "no address"),
        ("URL", "ftp://model.example/v1", "no address"),
        ("URL", "http://[::1/v1", "no address"),
        ("URL", "http://model.example:99999/v1", "no address"),
        ("URL", "https://ik:geheim@model.example/v1", "LANGUAGE_MODEL_KEY"),
        ("URL", "https://model.example/v1?key=geheim", "LANGUAGE_MODEL_KEY"),
        ("URL", "http://model example/v1", "no address"),
        ("URL", "http://model.example/v1\nHost: geheim", "no address"),
        ("URL", "http://model.example\\elders/v1", "no address"),
        ("URL", "http://*/v1", "no address"),
        ("URL", "http://model..example/v1", "no address"),
        ("URL", f"http://{'m' * 64}.example/v1", "no address"),
        ("URL", "http://model.example:0/v1", "no address"),
        ("URL", "http://@model.example/v1", "LANGUAGE_MODEL_KEY"),
        ("URL", "http://model.example/v1?", "LANGUAGE_MODEL_KEY"),
        ("NAME", "m" * 151, "at most 150"),
        ("NAME", "een\nmodel", "on one line"),
        ("KEY", "geheim sleuteltje", "LANGUAGE_MODEL_KEY"),
        ("KEY", "geheim\x00", "LANGUAGE_MODEL_KEY"),
        ("KEY", "geheim€", "LANGUAGE_MODEL_KEY"),
        ("PRICE_IN", "0,15", "with a point"),
        ("PRICE_OUT", "-1", "with a point"),
        ("PRICE_OUT", "10001", "up to 10000"),
        ("PRICE_OUT", "NaN", "with a point"),
        ("BUDGET", "Infinity", "with a point"),
        ("BUDGET", "2", "needs LANGUAGE_MODEL_PRICE_IN"),
        ("AT_ONCE", "0", "from 1 to 32"),
        ("WINDOW", "twaalf", "from 1 to 200"),
        ("WINDOW", "²", "from 1 to 200"),
        ("TIMEOUT", "201", "from 1 to 200"),
        ("CONTEXT", "100", "from 512"),
        ("FROM", "2 juli 2024", "such as 2024-07-02"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_may_be(whole, name: str, value: str, says: str) -> None:
    setattr(whole, f"LANGUAGE_MODEL_{name}", value)
    (found,) = checks.language_model(None)
    assert f"LANGUAGE_MODEL_{name}" in found.msg and says in found.msg
    assert "geheim" not in found.msg


def test_a_price_is_of_a_million_tokens_and_unknown_without_counts() -> None:
    priced = ModelConfig(url="", model="", price_in=Decimal("0.15"), price_out=Decimal("0.60"))
    assert priced.cost(2_000_000, 500_000) == Decimal("0.60")
    assert priced.cost(None, 5) is None
    assert ModelConfig(url="", model="").cost(5, 5) is None
