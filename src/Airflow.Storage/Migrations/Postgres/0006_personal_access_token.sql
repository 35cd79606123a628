-- Tokens that users made for programs of their own; what is kept is their hash.
CREATE TABLE personal_access_token (
    id UUID NOT NULL,
    username VARCHAR COLLATE "C" NOT NULL,
    name VARCHAR COLLATE "C" NOT NULL,
    hash CHAR(64) COLLATE "C" NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ,
    last_used_at TIMESTAMPTZ,
    PRIMARY KEY (id),
    UNIQUE (hash),
    UNIQUE (username, name)
);
