-- One clock for each contact: at most one live row that is open. due is a day, 2026-12-09.
CREATE TABLE follow_up(
    id TEXT PRIMARY KEY,
    space TEXT NOT NULL REFERENCES space(id),
    owner TEXT NOT NULL REFERENCES person(id),
    visibility TEXT NOT NULL,
    revision INTEGER NOT NULL,
    device TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    deleted INTEGER,
    contact TEXT NOT NULL REFERENCES contact(id),
    due TEXT NOT NULL,
    reason TEXT NOT NULL,
    closed INTEGER,
    closed_reason TEXT);

CREATE UNIQUE INDEX follow_up_open ON follow_up(contact) WHERE closed IS NULL AND deleted IS NULL;
CREATE INDEX follow_up_by_due ON follow_up(space, due, id) WHERE closed IS NULL AND deleted IS NULL;
