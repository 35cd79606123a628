-- What somebody holds, and DAGs that are paused once what runs of them has ended.
ALTER TABLE dag ADD COLUMN draining_since TIMESTAMPTZ;
ALTER TABLE dag ADD COLUMN draining_by VARCHAR COLLATE "C";
ALTER TABLE dag_run ADD COLUMN held_at TIMESTAMPTZ;
ALTER TABLE dag_run ADD COLUMN held_by VARCHAR COLLATE "C";
ALTER TABLE dag_run ADD COLUMN hold_reason VARCHAR COLLATE "C";
ALTER TABLE task_instance ADD COLUMN held_at TIMESTAMPTZ;
ALTER TABLE task_instance ADD COLUMN held_by VARCHAR COLLATE "C";
ALTER TABLE task_instance ADD COLUMN hold_reason VARCHAR COLLATE "C";
CREATE INDEX idx_dag_draining ON dag (dag_id) WHERE draining_since IS NOT NULL;
