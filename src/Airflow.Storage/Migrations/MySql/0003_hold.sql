-- What somebody holds, and DAGs that are paused once what runs of them has ended.
ALTER TABLE dag
    ADD COLUMN draining_since DATETIME(6),
    ADD COLUMN draining_by LONGTEXT,
    ADD KEY idx_dag_draining (draining_since, dag_id);
ALTER TABLE dag_run
    ADD COLUMN held_at DATETIME(6),
    ADD COLUMN held_by LONGTEXT,
    ADD COLUMN hold_reason LONGTEXT;
ALTER TABLE task_instance
    ADD COLUMN held_at DATETIME(6),
    ADD COLUMN held_by LONGTEXT,
    ADD COLUMN hold_reason LONGTEXT;
