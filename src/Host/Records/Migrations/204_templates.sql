CREATE TABLE template(
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
    version INTEGER NOT NULL);

CREATE INDEX template_by_name ON template(space, name_key, id) WHERE deleted IS NULL;

-- Every saved text, kept as long as its template: drafts remember which one they were made from.
CREATE TABLE template_version(
    template TEXT NOT NULL REFERENCES template(id),
    version INTEGER NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    variables TEXT NOT NULL,
    created INTEGER NOT NULL,
    PRIMARY KEY (template, version)) WITHOUT ROWID;
