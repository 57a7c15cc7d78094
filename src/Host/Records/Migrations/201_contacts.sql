-- name_key orders and search finds; both are folded (lower case, no accents) by the store.
CREATE TABLE contact(
    id TEXT PRIMARY KEY,
    space TEXT NOT NULL REFERENCES space(id),
    owner TEXT NOT NULL REFERENCES person(id),
    visibility TEXT NOT NULL,
    revision INTEGER NOT NULL,
    device TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    deleted INTEGER,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    fields TEXT NOT NULL,
    source TEXT NOT NULL,
    search TEXT NOT NULL);

CREATE INDEX contact_by_name ON contact(space, name_key, id) WHERE deleted IS NULL;

-- Part of its contact: changes with the contact's revision, and goes when the contact is deleted.
-- match_key is what two spellings of one mailbox share.
CREATE TABLE contact_address(
    contact TEXT NOT NULL REFERENCES contact(id),
    position INTEGER NOT NULL,
    space TEXT NOT NULL,
    address TEXT NOT NULL,
    match_key TEXT NOT NULL,
    PRIMARY KEY (contact, position)) WITHOUT ROWID;

CREATE UNIQUE INDEX contact_address_once ON contact_address(space, match_key);

-- Stands by itself, so that deleting a contact does not make its address one that may be written to.
CREATE TABLE suppression(
    id TEXT PRIMARY KEY,
    space TEXT NOT NULL REFERENCES space(id),
    owner TEXT NOT NULL REFERENCES person(id),
    visibility TEXT NOT NULL,
    revision INTEGER NOT NULL,
    device TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    deleted INTEGER,
    match_key TEXT NOT NULL,
    reason TEXT NOT NULL);

CREATE UNIQUE INDEX suppression_once ON suppression(space, match_key) WHERE deleted IS NULL;
