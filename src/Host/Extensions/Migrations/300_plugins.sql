-- What a person chose about a plugin. A plugin without a row is enabled.
CREATE TABLE plugin_choice(
    plugin TEXT PRIMARY KEY,
    disabled INTEGER NOT NULL,
    changed INTEGER NOT NULL) WITHOUT ROWID;
