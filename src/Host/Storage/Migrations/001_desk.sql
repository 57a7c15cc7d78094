-- What this file is and whose. Times are Unix milliseconds everywhere.
CREATE TABLE space(
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created INTEGER NOT NULL);

CREATE TABLE person(
    id TEXT PRIMARY KEY,
    space TEXT NOT NULL REFERENCES space(id),
    role TEXT NOT NULL,
    created INTEGER NOT NULL);

-- One row: this installation. The generation grows at every start and is anchored outside the folder.
CREATE TABLE device(
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    quarantined TEXT);
