-- What the owner is called in records of who approved what; empty until set up.
ALTER TABLE person ADD COLUMN name TEXT NOT NULL DEFAULT '';
