-- The last event that a plugin dealt with. A plugin without a row hears what happens from now on.
CREATE TABLE plugin_event(
    plugin TEXT PRIMARY KEY,
    seq INTEGER NOT NULL) WITHOUT ROWID;
