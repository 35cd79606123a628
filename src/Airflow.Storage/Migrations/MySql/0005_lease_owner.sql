-- The leases of a scheduler all end at the same time, so that renewing thousands of them is a change of one row.
CREATE TABLE lease_owner (
    owner VARCHAR(250) NOT NULL PRIMARY KEY,
    expires_at DATETIME(6) NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
INSERT INTO lease_owner (owner, expires_at) SELECT owner, MAX(expires_at) FROM run_lease WHERE owner IS NOT NULL AND expires_at IS NOT NULL GROUP BY owner;
ALTER TABLE run_lease DROP COLUMN expires_at;
