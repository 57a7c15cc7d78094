-- One row for each approved message. wake is when the sender must look at it next; null while nothing is to be done.
-- sender is the device that may send it. The vault_ columns are the stored message, exactly as it goes out.
CREATE TABLE outbox(
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
    account TEXT NOT NULL REFERENCES account(id),
    contact TEXT,
    sealed_for TEXT NOT NULL,
    state TEXT NOT NULL,
    since INTEGER NOT NULL,
    reason TEXT,
    evidence TEXT,
    recipients TEXT NOT NULL,
    subject TEXT NOT NULL,
    sender TEXT NOT NULL,
    not_before INTEGER NOT NULL,
    timed INTEGER NOT NULL,
    wake INTEGER,
    hash TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    approved_at INTEGER NOT NULL,
    parent_outbox TEXT,
    parent_message_id TEXT,
    in_reply_to TEXT,
    reference_ids TEXT,
    message_id TEXT,
    message_date INTEGER,
    envelope TEXT,
    vault_blob TEXT,
    vault_digest TEXT,
    vault_size INTEGER,
    thread_id TEXT,
    provider_ids TEXT,
    submitted_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    asks INTEGER NOT NULL DEFAULT 0,
    submissions INTEGER NOT NULL DEFAULT 0 CHECK (submissions IN (0, 1)),
    delivered_message_id TEXT);

CREATE INDEX outbox_by_change ON outbox(space, changed DESC, id DESC) WHERE deleted IS NULL;
CREATE INDEX outbox_by_wake ON outbox(account, wake) WHERE wake IS NOT NULL;
CREATE INDEX outbox_by_message_id ON outbox(message_id) WHERE message_id IS NOT NULL;
CREATE INDEX outbox_by_delivered ON outbox(delivered_message_id) WHERE delivered_message_id IS NOT NULL;
CREATE INDEX outbox_by_thread ON outbox(account, thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX outbox_by_contact ON outbox(contact, since) WHERE contact IS NOT NULL;

-- A person's yes. kind: 'message'; 'standing' is reserved. record is the canonical record whose SHA-256 is hash, sealed.
CREATE TABLE approval(
    id TEXT PRIMARY KEY,
    space TEXT NOT NULL REFERENCES space(id),
    owner TEXT NOT NULL REFERENCES person(id),
    visibility TEXT NOT NULL,
    revision INTEGER NOT NULL,
    device TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    deleted INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'standing')),
    outbox TEXT NOT NULL UNIQUE REFERENCES outbox(id),
    draft TEXT NOT NULL,
    draft_revision INTEGER NOT NULL,
    hash TEXT NOT NULL,
    record BLOB NOT NULL,
    approved_by TEXT NOT NULL,
    client TEXT NOT NULL,
    voided INTEGER);

-- Every step of every message, oldest first by id.
CREATE TABLE outbox_step(
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
    state TEXT NOT NULL,
    reason TEXT,
    evidence TEXT);

CREATE INDEX outbox_step_of ON outbox_step(outbox, id);
