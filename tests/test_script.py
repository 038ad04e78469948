from __future__ import annotations

import pytest

from bot import script

SAID = "看着里面的后台，头发干净，一只猫，皇后征税，钟表系统，著名的温岭。1999元起，约四成🌙。"
WRITTEN = "看著裡面的後臺，頭髮乾淨，一隻貓，皇后徵稅，鐘錶系統，著名的溫嶺。1999元起，約四成🌙。"


def test_a_text_is_written_in_traditional_characters_and_back() -> None:
    assert script.traditional(SAID) == WRITTEN
    assert script.simplified(WRITTEN) == SAID


@pytest.mark.parametrize("text", ["", "abc 😀", SAID, "藉由瞭解昇", "祢妳", "看\0着", "看\ud800着"])
def test_no_place_of_a_text_moves(text: str) -> None:
    assert len(script.traditional(text)) == len(script.simplified(text)) == len(text)


def test_what_is_simplified_stays_so() -> None:
    assert script.simplified(SAID) == SAID
