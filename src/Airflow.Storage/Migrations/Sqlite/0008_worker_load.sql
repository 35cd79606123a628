-- How busy the host of a worker is, where the worker tells.
ALTER TABLE worker ADD COLUMN cpu_percent DOUBLE PRECISION;
ALTER TABLE worker ADD COLUMN memory_used BIGINT;
ALTER TABLE worker ADD COLUMN memory_total BIGINT;
