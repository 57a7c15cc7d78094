-- What a writer put into a draft and no source has. detail is sealed with the draft; number is the draft's revision that it came with.
CREATE TABLE draft_claim(
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
    number INTEGER NOT NULL,
    detail BLOB NOT NULL,
    ticked INTEGER,
    ticked_by TEXT);

CREATE INDEX draft_claim_of ON draft_claim(draft, number);
