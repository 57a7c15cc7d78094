-- One data key per subject, wrapped by the master key. A destroyed key keeps its row, so that an erasure can be replayed on a restored file.
CREATE TABLE subject_key(
    subject TEXT PRIMARY KEY,
    wrapped BLOB,
    created INTEGER NOT NULL,
    destroyed INTEGER);

-- Which master key wrapped them: a check value, so that another key is refused and not silently mixed in.
CREATE TABLE master_key(
    one INTEGER PRIMARY KEY CHECK (one = 1),
    fingerprint TEXT NOT NULL);

CREATE TABLE blob(
    address TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    salt BLOB NOT NULL,
    size INTEGER NOT NULL,
    created INTEGER NOT NULL);

-- Who holds a blob; the last one to let go lets the file be deleted.
CREATE TABLE blob_holder(
    address TEXT NOT NULL REFERENCES blob(address),
    holder TEXT NOT NULL,
    PRIMARY KEY (address, holder)) WITHOUT ROWID;

CREATE INDEX blob_subject ON blob(subject);
