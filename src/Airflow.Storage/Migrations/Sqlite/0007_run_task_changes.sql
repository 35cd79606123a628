-- How often task instances of a finished run were changed by hand: who keeps what they came to sees by it that they have changed.
ALTER TABLE dag_run ADD COLUMN task_changes INTEGER NOT NULL DEFAULT 0;
