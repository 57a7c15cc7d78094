-- What stays in the mailbox of a message that was not sent, for a person. While the wake of such a row is set, that is not known yet.
ALTER TABLE outbox ADD COLUMN left_behind TEXT;
