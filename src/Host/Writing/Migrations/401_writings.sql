-- What was written with a model, or is being written. content is sealed under sealed_for: the text, the sources, the claims, why it failed.
CREATE TABLE writing(
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
    contact TEXT NOT NULL,
    sealed_for TEXT NOT NULL,
    draft TEXT,
    draft_revision INTEGER,
    proposal TEXT,
    content BLOB NOT NULL);

CREATE INDEX writing_newest ON writing(space, id DESC) WHERE deleted IS NULL;
CREATE INDEX writing_running ON writing(state) WHERE state = 'running';
