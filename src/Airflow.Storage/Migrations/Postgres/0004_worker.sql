-- Workers as they tell of themselves: who is there, which queues are served, where logs are given out.
CREATE TABLE worker (
    id UUID NOT NULL,
    name VARCHAR COLLATE "C" NOT NULL,
    hostname VARCHAR COLLATE "C" NOT NULL,
    address VARCHAR COLLATE "C",
    pid INTEGER NOT NULL,
    queues TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    active INTEGER NOT NULL,
    version VARCHAR COLLATE "C" NOT NULL,
    log_port INTEGER,
    settings TEXT NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    latest_heartbeat TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    PRIMARY KEY (id)
);
CREATE INDEX idx_worker_latest_heartbeat ON worker (latest_heartbeat);
