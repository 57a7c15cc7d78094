-- What was erased and when: ids and counts, nothing else. pending names what still has to be erased of it: plugins, one a line.
CREATE TABLE erasure(
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    pending TEXT NOT NULL,
    counts TEXT NOT NULL);
