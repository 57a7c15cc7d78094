-- A connected mailbox. settings is what its provider wants back on every call; tokens are the plugin's and not here.
CREATE TABLE account(
    id TEXT PRIMARY KEY,
    space TEXT NOT NULL REFERENCES space(id),
    owner TEXT NOT NULL REFERENCES person(id),
    visibility TEXT NOT NULL,
    revision INTEGER NOT NULL,
    device TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    deleted INTEGER,
    provider TEXT NOT NULL,
    address TEXT NOT NULL,
    match_key TEXT NOT NULL,
    display_name TEXT,
    state TEXT NOT NULL,
    grant_level TEXT NOT NULL,
    grant_words TEXT NOT NULL,
    granted_until INTEGER,
    settings TEXT,
    need TEXT,
    max_message_size INTEGER NOT NULL);

CREATE UNIQUE INDEX account_once ON account(space, provider, match_key) WHERE deleted IS NULL;

-- How far a mailbox was looked through; moves in the same transaction as what was found there.
CREATE TABLE mailbox_cursor(
    account TEXT PRIMARY KEY REFERENCES account(id),
    cursor TEXT NOT NULL,
    checked INTEGER NOT NULL);
