"""Which reader reads a document: the one for its language, of all that are registered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from tocsin.app.registry import make, names
from tocsin.core.claims import Reading
from tocsin.core.material import Document
from tocsin.core.protocols import Reader

DEFAULT_READER = "reader.en.v1"
READERS = "tocsin.readers"

_NAME = re.compile(r"reader\.(?P<language>[a-z]{2,3})\.v(?P<version>\d+)$")


def make_reader(name: str = DEFAULT_READER) -> Reader:
    """A reader of every language for which a reader is registered; ``name`` is the one that the config chooses."""
    return ReaderByLanguage(name)


def reader_for(language: str, chosen: str) -> str:
    """The name of the reader that reads a document in ``language``.

    The ``chosen`` one reads the language that its name gives (``reader.en.v1``), and every language where its name
    gives none. For another language it is the newest that is registered with that language in its name; where there
    is none, the chosen one gets the document, and returns it unread.
    """
    own, code = _NAME.match(chosen), language.partition("-")[0].lower()
    if own is None or own["language"] == code:
        return chosen
    found = [match for name in names(READERS) if (match := _NAME.match(name)) and match["language"] == code]
    return max(found, key=lambda match: int(match["version"])).string if found else chosen


class ReaderByLanguage:
    """Gives each document to the reader for its language; makes a reader when the first document needs it."""

    def __init__(self, chosen: str) -> None:
        self.name = chosen
        self._made: dict[str, Reader] = {chosen: make(READERS, chosen)}
        self._by_language: dict[str, Reader] = {}

    def read(self, document: Document) -> Reading:
        """Read one document."""
        return self._reader(document).read(document)

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Read a stream of documents, in their order."""
        for reader, following in groupby(documents, key=self._reader):
            yield from reader.read_many(following)

    def _reader(self, document: Document) -> Reader:
        if document.language not in self._by_language:
            name = reader_for(document.language, self.name)
            if name not in self._made:
                self._made[name] = make(READERS, name)
            self._by_language[document.language] = self._made[name]
        return self._by_language[document.language]
