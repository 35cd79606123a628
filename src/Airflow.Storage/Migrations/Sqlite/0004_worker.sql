-- Workers as they tell of themselves: who is there, which queues are served, where logs are given out.
CREATE TABLE worker (
    id CHAR(36) NOT NULL,
    name VARCHAR(500) NOT NULL,
    hostname VARCHAR(500) NOT NULL,
    address VARCHAR(100),
    pid INTEGER NOT NULL,
    queues TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    active INTEGER NOT NULL,
    version VARCHAR(100) NOT NULL,
    log_port INTEGER,
    settings TEXT NOT NULL,
    started_at TIMESTAMP NOT NULL,
    latest_heartbeat TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    PRIMARY KEY (id)
);
CREATE INDEX idx_worker_latest_heartbeat ON worker (latest_heartbeat);
