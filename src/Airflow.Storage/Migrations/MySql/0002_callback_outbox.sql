-- Airflow's table of callbacks becomes the outbox: an event is named by its key, and claimed under a lease like a run.
ALTER TABLE callback
    ADD COLUMN event_key VARCHAR(500),
    ADD COLUMN dag_id VARCHAR(250),
    ADD COLUMN run_id VARCHAR(250),
    ADD COLUMN owner VARCHAR(500),
    ADD COLUMN attempt INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN expires_at DATETIME(6),
    ADD COLUMN ended_at DATETIME(6),
    ADD UNIQUE KEY idx_callback_event_key (event_key),
    ADD KEY idx_callback_run (dag_id, run_id),
    ADD KEY idx_callback_open (state, created_at);
