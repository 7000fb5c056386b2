"""What the brief rests on, in one line: documents, sources, origins, claims, disputes."""

from __future__ import annotations

from tocsin.publishing.disputes import disputed_keys
from tocsin.publishing.scene import Scene
from tocsin.publishing.sections import MASTHEAD
from tocsin.publishing.wording import capitalised, count, number


def add_masthead(scene: Scene) -> None:
    """One sentence over everything that was read and is not invented."""
    documents = [d for d in scene.material.documents.values() if not d.hypothetical]
    if not documents:
        return
    sources = {document.source for document in documents}
    origins = {scene.material.origins.get(document.id, document.id) for document in documents}
    claims = scene.real_claims
    disputed = len(disputed_keys(scene))
    told = f"{count(len(claims), 'claim')}, {number(disputed) if disputed else 'none'} of them disputed"
    told = told if claims else "no claim could be read"
    text = (
        f"{capitalised(count(len(documents), 'document'))} from {count(len(sources), 'source')}, "
        f"{count(len(origins), 'independent origin')}; {told}."
    )
    scene.add(MASTHEAD, text, [d.id for d in documents], [scene.id_of(claim) for claim in claims])
