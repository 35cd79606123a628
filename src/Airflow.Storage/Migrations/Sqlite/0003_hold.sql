-- What somebody holds, and DAGs that are paused once what runs of them has ended.
ALTER TABLE dag ADD COLUMN draining_since TIMESTAMP;
ALTER TABLE dag ADD COLUMN draining_by VARCHAR(512);
ALTER TABLE dag_run ADD COLUMN held_at TIMESTAMP;
ALTER TABLE dag_run ADD COLUMN held_by VARCHAR(512);
ALTER TABLE dag_run ADD COLUMN hold_reason VARCHAR(1000);
ALTER TABLE task_instance ADD COLUMN held_at TIMESTAMP;
ALTER TABLE task_instance ADD COLUMN held_by VARCHAR(512);
ALTER TABLE task_instance ADD COLUMN hold_reason VARCHAR(1000);
CREATE INDEX idx_dag_draining ON dag (dag_id) WHERE draining_since IS NOT NULL;
