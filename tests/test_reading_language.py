"""The language of a text decides whether the reader reads it at all."""

import pytest

from tocsin.reading.language import detect

SENTENCES = {
    "en": "The harbour master said on Tuesday that the port would stay closed until the talks are over.",
    "de": "Der Hafenmeister sagte am Dienstag, dass der Hafen bis zum Ende der Gespräche geschlossen bleibe.",
    "fr": "Le capitaine du port a déclaré mardi que le port resterait fermé jusqu'à la fin des discussions.",
    "ru": "Начальник порта заявил во вторник, что порт останется закрытым до окончания переговоров.",
    "uk": "Начальник порту заявив у вівторок, що порт залишиться закритим до закінчення переговорів.",
    "ar": "قال مدير الميناء يوم الثلاثاء إن الميناء سيبقى مغلقا حتى انتهاء المحادثات بين الطرفين",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_tells_its_language(code: str) -> None:
    assert detect(SENTENCES[code]) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "en"),
        ("1234 …", "en"),
        ("Ships left", "en"),
        ("Порт", "ru"),
        ("Київ", "uk"),
        ("שלום", "he"),
        ("港口", "zh"),
    ],
)
def test_a_few_letters_are_told_by_their_script(text: str, code: str) -> None:
    assert detect(text) == code


def test_what_follows_the_first_pages_does_not_matter() -> None:
    assert detect(SENTENCES["en"] * 300 + SENTENCES["de"] * 3000) == "en"
