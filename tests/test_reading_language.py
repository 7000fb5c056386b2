"""The language of a text decides whether the reader reads it at all."""

import pytest

from tocsin.reading.knowledge import rows
from tocsin.reading.language import detect, other_language

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


ENGLISH = [
    "KYIV — Halvorsen met Brandvik.",
    "Sánchez, Müller and Škoda-Nowak signed the Żory accord in Łódź on Tuesday.",
    "Ministry: 41 drones downed over Kursk, Belgorod, Bryansk.",
    "Strike hits Vell port; no casualties.",
    "Talks fail",
    "He wis tellt that the port would be shut, she joked, but officials said that it would remain open.",
    '"Слава Україні", he wrote. The mayor said that the port would be closed and that no one had been hurt.',
    "The spokesman wrote on Telegram: «Все будет хорошо». He did not say when the talks would resume.",
    "1. Ceasefire 2. Prisoners 3. Borders 4. Sanctions: what each side demands at the talks.",
    "Norland denies strike on Vell",
    "Fiancé of detained café owner pleads",
    "Vell harbour",
    'The port of Vell would stay shut, Der Bote and Le Phare said, citing "Die Lage ist ernst", a memo.',
    "Orbel denied it.",
    "Los Angeles burns",
    "Ursula von der Aa visits Vell",
    "Halvorsen: “No.”",
    "Pedro Sánchez-Ruiz, Uwe Müller and Jiří Škoda signed the Żory accord.",
    "Drones hit Orm, Vosk, Kest and Hlarno overnight.",
    "Hassan al-Tamar and Ansar al-Bahr rejected the proposal.",
]
OTHERS = [
    ("de", "Der Sprecher dementierte."),
    ("de", "Hafen von Vell bleibt geschlossen"),
    ("de", "Der Außenminister sagte am Montag in Berlin, die Gespräche würden fortgesetzt."),
    ("de", "Die Drohnen wurden abgeschossen. Verletzte gab es nicht."),
    ("fr", "Le ministre a démenti."),
    ("fr", "Le port restera fermé"),
    ("fr", "Le porte-parole a déclaré lundi que les pourparlers reprendraient vendredi à Genève."),
    ("es", "El ministro lo negó."),
    ("es", "El puerto seguirá cerrado hasta el viernes"),
    ("es", "El portavoz dijo el lunes que las conversaciones continuarán en Ginebra."),
    ("ru", "Министр обороны заявил в понедельник, что переговоры продолжатся в пятницу."),
    ("uk", "Міністр це заперечив."),
    ("uk", "Речник заявив у понеділок, що переговори продовжаться у п'ятницю в Женеві."),
    ("ar", "نفى الوزير ذلك"),
    ("ar", "قال المتحدث يوم الاثنين إن المحادثات ستستمر في جنيف"),
    ("zh", "部长否认了。"),
    ("zh", "发言人星期一表示，会谈将于星期五在日内瓦继续举行。"),
    ("ja", "大臣は否定した。"),
    ("ja", "報道官は月曜日、協議を金曜日に再開すると述べた。"),
    ("ko", "장관은 이를 부인했다."),
    ("he", "השר הכחיש זאת ביום שני"),
    ("fa", "سخنگوی وزارت امور خارجه گفت که مذاکرات روز جمعه در ژنو ادامه خواهد یافت"),
    ("it", "Il ministro ha smentito."),
    ("it", "Il portavoce ha detto lunedì che i colloqui riprenderanno venerdì a Ginevra."),
    ("pt", "O ministro negou."),
    ("pt", "O porta-voz disse na segunda-feira que as negociações continuarão em Genebra."),
    ("nl", "De minister ontkende dat."),
    ("nl", "De woordvoerder zei maandag dat de besprekingen vrijdag in Genève worden hervat."),
    ("pl", "Minister temu zaprzeczył."),
    ("pl", "Rzecznik powiedział w poniedziałek, że rozmowy będą kontynuowane w piątek w Genewie."),
    ("tr", "Bakan bunu yalanladı."),
    ("tr", "Sözcü pazartesi günü görüşmelerin cuma günü Cenevre'de süreceğini söyledi."),
    ("sv", "Ministern förnekade det."),
    ("sv", "Talespersonen sade på måndagen att samtalen fortsätter på fredag i Genève."),
    ("el", "Ο υπουργός το διέψευσε."),
    ("hi", "मंत्री ने इससे इनकार किया।"),
    ("id", "Menteri membantahnya pada hari Senin dan mengatakan bahwa pelabuhan tetap ditutup."),
    ("vi", "Bộ trưởng đã phủ nhận điều đó hôm thứ Hai."),
    ("ro", "Ministrul a negat acest lucru luni, la București."),
    ("hu", "A miniszter hétfőn cáfolta a hírt."),
    ("cs", "Ministr to v pondělí popřel."),
    ("fi", "Ministeri kiisti asian maanantaina."),
    ("da", "Ministeren afviste mandag, at havnen er lukket, og sagde at samtalerne fortsætter."),
    ("de", "Brandvik droht mit Angriff"),
    ("fr", "Oslo menace de frapper Vell"),
    ("ru", "Министр это отрицал."),
]
SCOTS_AND_RARE = [
    "Порт закрито",
    "Президент оголосив про перемовини",
    "The meenister said on Monanday that the haiven wad bide steekit till the blethers wis duin, an naebody hurtit.",
    "Thon wifie wisnae hame, an the bairns gaed awa tae the kirk wi thair faither yestreen.",
    "Kryeministri tha të hënën se porti mbetet i mbyllur dhe bisedimet do të vazhdojnë.",
    "Waziri alisema Jumatatu kwamba bandari itaendelea kufungwa hadi mazungumzo yaishe.",
    "Sinabi ng ministro noong Lunes na mananatiling sarado ang daungan hanggang matapos ang usapan.",
    "La ministro diris lunde, ke la haveno restos fermita ĝis la fino de la intertraktadoj.",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_foreign_names_and_words_is_english(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_short_and_long_texts_in_other_languages_are_told(code: str, text: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize("text", SCOTS_AND_RARE)
def test_what_is_near_english_or_rare_is_not_taken_for_it(text: str) -> None:
    assert detect(text) != "en"


@pytest.mark.parametrize("text", ENGLISH)
def test_no_english_passage_is_foreign(text: str) -> None:
    assert other_language(text) is None


def test_the_commonest_words_of_the_languages_are_sorted_and_unique() -> None:
    codes = []
    for code, words in rows("languages.tsv"):
        codes.append(code)
        given = words.split()
        assert len(given) == len(set(given)) >= 10
        assert all(word.islower() and word.isalpha() for word in given)
    assert codes == sorted(set(codes))


def test_what_follows_the_first_pages_does_not_matter() -> None:
    assert detect(SENTENCES["en"] * 300 + SENTENCES["de"] * 3000) == "en"
