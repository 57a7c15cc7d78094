-- A text may be for a record of a plugin, for example an application, with or without a contact. SQLite takes NOT NULL off a column only with its table.
CREATE TABLE writing_about(
    id TEXT PRIMARY KEY,
    space TEXT NOT NULL REFERENCES space(id),
    owner TEXT NOT NULL REFERENCES person(id),
    visibility TEXT NOT NULL,
    revision INTEGER NOT NULL,
    device TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    deleted INTEGER,
    task TEXT NOT NULL,
    state TEXT NOT NULL,
    contact TEXT,
    about_kind TEXT,
    about_id TEXT,
    sealed_for TEXT NOT NULL,
    draft TEXT,
    draft_revision INTEGER,
    proposal TEXT,
    content BLOB NOT NULL);

INSERT INTO writing_about(id, space, owner, visibility, revision, device, created, changed, deleted, task, state, contact, sealed_for, draft, draft_revision, proposal, content)
    SELECT id, space, owner, visibility, revision, device, created, changed, deleted, task, state, contact, sealed_for, draft, draft_revision, proposal, content FROM writing;

DROP TABLE writing;
ALTER TABLE writing_about RENAME TO writing;

CREATE INDEX writing_newest ON writing(space, id DESC) WHERE deleted IS NULL;
CREATE INDEX writing_running ON writing(state) WHERE state = 'running';
