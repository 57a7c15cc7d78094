-- How a text sounds that a model writes after the template, as JSON; empty where nothing is said of it.
ALTER TABLE template_version ADD COLUMN voice TEXT NOT NULL DEFAULT '';
