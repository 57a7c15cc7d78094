-- What ends each new draft of an account, as JSON; null where nothing does.
ALTER TABLE account ADD COLUMN signature TEXT;
