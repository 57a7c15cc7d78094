-- Titles are in the clear; bytes are blobs, and texts sealed, under sealed_for: the subject whose erasure erases them.
CREATE TABLE document(
    id TEXT PRIMARY KEY,
    space TEXT NOT NULL REFERENCES space(id),
    owner TEXT NOT NULL REFERENCES person(id),
    visibility TEXT NOT NULL,
    revision INTEGER NOT NULL,
    device TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    deleted INTEGER,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    sealed_for TEXT NOT NULL,
    current INTEGER NOT NULL);

CREATE INDEX document_by_change ON document(space, changed DESC, id DESC);
CREATE INDEX document_by_subject ON document(sealed_for);

-- What a document is about, in the order of position.
CREATE TABLE document_about(
    document TEXT NOT NULL REFERENCES document(id),
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (document, kind, record)) WITHOUT ROWID;

CREATE INDEX document_about_record ON document_about(kind, record);

-- Never changed but where the document is sealed for another subject. text is what was read out of the bytes, once it was.
CREATE TABLE document_version(
    document TEXT NOT NULL REFERENCES document(id),
    number INTEGER NOT NULL,
    origin TEXT NOT NULL,
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    digest TEXT NOT NULL,
    file_name TEXT,
    parent INTEGER,
    writing TEXT,
    blob TEXT NOT NULL,
    text BLOB,
    created INTEGER NOT NULL,
    PRIMARY KEY (document, number));

CREATE INDEX document_version_digest ON document_version(digest);
