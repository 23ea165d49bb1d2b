"""The word that was probably meant."""

from __future__ import annotations

import pytest

from whence.text.suggest import nearest

WORDS = ("confirmed", "suspected", "not suspected", "ruled out", "at_least", "at_most", "urgent-radio")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("confirmd", "confirmed"),
        ("Confirmed", "confirmed"),
        ("not-suspected", "not suspected"),
        ("atleast", "at_least"),
        (">=", "at_least"),
        ("maximum", "at_most"),
        ("urgent_radio", "urgent-radio"),
        ("elephant", None),
        ("", None),
    ],
)
def test_the_nearest_word_is_the_likeliest(word: str, meant: str | None) -> None:
    assert nearest(word, WORDS) == meant


def test_the_order_of_the_choices_changes_nothing() -> None:
    choices = ["dose", "nose", "rose", "hose"]
    assert {nearest("bose", choices), nearest("bose", reversed(choices))} == {"dose"}


def test_a_synonym_is_offered_only_where_it_exists() -> None:
    assert nearest("yes", ("present", "absent")) == "present"
    assert nearest("yes", ("given", "stopped")) is None


def test_a_very_long_word_is_answered_at_once() -> None:
    assert nearest("x" * 1_000_000, WORDS) is None
