-- Airflow's table of callbacks becomes the outbox: an event is named by its key, and claimed under a lease like a run.
ALTER TABLE callback ADD COLUMN event_key VARCHAR COLLATE "C";
ALTER TABLE callback ADD COLUMN dag_id VARCHAR COLLATE "C";
ALTER TABLE callback ADD COLUMN run_id VARCHAR COLLATE "C";
ALTER TABLE callback ADD COLUMN owner VARCHAR COLLATE "C";
ALTER TABLE callback ADD COLUMN attempt INTEGER NOT NULL DEFAULT 0;
ALTER TABLE callback ADD COLUMN expires_at TIMESTAMPTZ;
ALTER TABLE callback ADD COLUMN ended_at TIMESTAMPTZ;
CREATE UNIQUE INDEX idx_callback_event_key ON callback (event_key);
CREATE INDEX idx_callback_run ON callback (dag_id, run_id);
CREATE INDEX idx_callback_open ON callback (created_at) WHERE state IN ('pending', 'running');
