-- Tokens that users made for programs of their own; what is kept is their hash.
CREATE TABLE personal_access_token (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    username VARCHAR(512) NOT NULL,
    name VARCHAR(250) NOT NULL,
    hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6),
    last_used_at DATETIME(6),
    PRIMARY KEY (id),
    UNIQUE (hash),
    UNIQUE (username, name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
