-- Which version of which document an attached file is, known by the file's digest. Kept with the mail when a draft that was sent is deleted.
CREATE TABLE draft_document(
    draft TEXT NOT NULL REFERENCES draft(id),
    digest TEXT NOT NULL,
    document TEXT NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    created INTEGER NOT NULL,
    PRIMARY KEY (draft, digest)) WITHOUT ROWID;

CREATE INDEX draft_document_of ON draft_document(document);
CREATE INDEX draft_by_about ON draft(about_kind, about_id) WHERE about_kind IS NOT NULL;
CREATE INDEX outbox_by_draft ON outbox(draft);
