-- Workers as they tell of themselves: who is there, which queues are served, where logs are given out.
CREATE TABLE worker (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name LONGTEXT NOT NULL,
    hostname LONGTEXT NOT NULL,
    address LONGTEXT,
    pid INTEGER NOT NULL,
    queues LONGTEXT NOT NULL,
    capacity INTEGER NOT NULL,
    active INTEGER NOT NULL,
    version LONGTEXT NOT NULL,
    log_port INTEGER,
    settings LONGTEXT NOT NULL,
    started_at DATETIME(6) NOT NULL,
    latest_heartbeat DATETIME(6) NOT NULL,
    ended_at DATETIME(6),
    PRIMARY KEY (id),
    KEY idx_worker_latest_heartbeat (latest_heartbeat)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
