-- sealed holds the quoted line and the evidence, under the key of subject; basis is what the change was proposed against; undo is what takes an acceptance back.
CREATE TABLE proposal(
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
    state TEXT NOT NULL,
    about_kind TEXT NOT NULL,
    about_id TEXT NOT NULL,
    title TEXT NOT NULL,
    subject TEXT NOT NULL,
    sealed BLOB,
    "values" TEXT NOT NULL,
    made_by TEXT NOT NULL,
    basis TEXT NOT NULL,
    undo TEXT);

CREATE INDEX proposal_by_state ON proposal(space, state, id) WHERE deleted IS NULL;
CREATE INDEX proposal_about ON proposal(about_kind, about_id) WHERE deleted IS NULL;
