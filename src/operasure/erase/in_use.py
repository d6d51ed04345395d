"""Warning about documents that somebody may have open while a plan is carried out.

The collaboration server loads a document when the first person opens it, and with each change
stores all that it holds of it, text and Markdown (opf/op-blocknote-hocuspocus,
src/extensions/openProjectApi.ts, onLoadDocument and onStoreDocument). Once it is started again, a
browser that still has the document open takes over what was cut. Without that server the page's
form holds the document (frontend/src/react/hooks/useCollaboration.ts, useLocalDocumentSync).
"""

from __future__ import annotations

from operasure.erase.model import PlanStep
from operasure.erase.written import is_document

BEFORE = (
    "stop the collaboration service (Hocuspocus), and start it again afterwards: of documents that "
    "are open it writes back what it holds. Where there is no such service, let nobody save a "
    "document that was opened before"
)


def is_open(step: PlanStep) -> bool:
    """Whether a step changes such documents; old versions nobody has open."""
    return step.table == "documents" and is_document(step.column)
