-- Tokens that users made for programs of their own; what is kept is their hash.
CREATE TABLE personal_access_token (
    id CHAR(36) NOT NULL,
    username VARCHAR(512) NOT NULL,
    name VARCHAR(250) NOT NULL,
    hash CHAR(64) NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP,
    last_used_at TIMESTAMP,
    PRIMARY KEY (id),
    UNIQUE (hash),
    UNIQUE (username, name)
);
