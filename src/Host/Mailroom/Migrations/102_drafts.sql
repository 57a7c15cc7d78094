-- recipients is JSON of the four lists as typed. body and provenance are sealed under sealed_for, the subject whose erasure erases them.
CREATE TABLE draft(
    id TEXT PRIMARY KEY,
    space TEXT NOT NULL REFERENCES space(id),
    owner TEXT NOT NULL REFERENCES person(id),
    visibility TEXT NOT NULL,
    revision INTEGER NOT NULL,
    device TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    deleted INTEGER,
    state TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES account(id),
    contact TEXT,
    sealed_for TEXT NOT NULL,
    recipients TEXT NOT NULL,
    subject TEXT NOT NULL,
    body BLOB NOT NULL,
    provenance BLOB,
    parent_outbox TEXT,
    parent_message_id TEXT,
    about_kind TEXT,
    about_id TEXT,
    outbox TEXT);

CREATE INDEX draft_by_change ON draft(space, changed DESC, id DESC) WHERE deleted IS NULL;

-- Every text a draft ever had, sealed. number is the draft's revision that it was.
CREATE TABLE draft_revision(
    id TEXT PRIMARY KEY,
    space TEXT NOT NULL REFERENCES space(id),
    owner TEXT NOT NULL REFERENCES person(id),
    visibility TEXT NOT NULL,
    revision INTEGER NOT NULL,
    device TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    deleted INTEGER,
    draft TEXT NOT NULL REFERENCES draft(id),
    number INTEGER NOT NULL,
    content BLOB NOT NULL);

CREATE UNIQUE INDEX draft_revision_number ON draft_revision(draft, number);

-- blob is held by the draft as long as a revision can bring the file back.
CREATE TABLE attachment(
    id TEXT PRIMARY KEY,
    space TEXT NOT NULL REFERENCES space(id),
    owner TEXT NOT NULL REFERENCES person(id),
    visibility TEXT NOT NULL,
    revision INTEGER NOT NULL,
    device TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    deleted INTEGER,
    draft TEXT NOT NULL REFERENCES draft(id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    digest TEXT NOT NULL,
    blob TEXT NOT NULL);

CREATE INDEX attachment_of ON attachment(draft, position);
