-- What came back to our own mail; nothing else of a mailbox is kept. detail is sealed: subject, evidence, quoted line.
-- certain is 0 where only sender and subject fit: shown to a person, changing nothing.
CREATE TABLE incoming(
    id TEXT PRIMARY KEY,
    space TEXT NOT NULL REFERENCES space(id),
    owner TEXT NOT NULL REFERENCES person(id),
    visibility TEXT NOT NULL,
    revision INTEGER NOT NULL,
    device TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    deleted INTEGER,
    outbox TEXT NOT NULL REFERENCES outbox(id),
    account TEXT NOT NULL REFERENCES account(id),
    contact TEXT,
    provider_id TEXT NOT NULL,
    thread_id TEXT,
    message_id TEXT,
    sender TEXT NOT NULL,
    received INTEGER NOT NULL,
    kind TEXT NOT NULL,
    confidence TEXT NOT NULL,
    certain INTEGER NOT NULL,
    sealed_for TEXT NOT NULL,
    detail BLOB NOT NULL);

CREATE UNIQUE INDEX incoming_once ON incoming(account, provider_id);
CREATE INDEX incoming_of ON incoming(outbox, received, id);

-- What a verdict was before a person corrected it.
CREATE TABLE verdict_history(
    id TEXT PRIMARY KEY,
    space TEXT NOT NULL REFERENCES space(id),
    owner TEXT NOT NULL REFERENCES person(id),
    visibility TEXT NOT NULL,
    revision INTEGER NOT NULL,
    device TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    deleted INTEGER,
    incoming TEXT NOT NULL REFERENCES incoming(id),
    kind TEXT NOT NULL,
    confidence TEXT NOT NULL,
    detail BLOB NOT NULL,
    corrected_by TEXT NOT NULL);
