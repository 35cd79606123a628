-- Ten thousand DAGs as copies of one of ten tasks, nine runs each; one run of fifty tasks, five of them; 25 runs of 5,000 tasks: a million task instances.
INSERT INTO dag (dag_id, is_paused, is_stale, last_parsed_time, fileloc, relative_fileloc, bundle_name, bundle_version, owners, timetable_type, timetable_summary,
                 timetable_description, partition_mapper_info, max_active_tasks, max_active_runs, max_consecutive_failed_dag_runs)
SELECT 'd' || n, TRUE, FALSE, last_parsed_time, fileloc, relative_fileloc, bundle_name, bundle_version, owners, timetable_type, timetable_summary,
       timetable_description, partition_mapper_info, max_active_tasks, max_active_runs, max_consecutive_failed_dag_runs
FROM dag, generate_series(1, 10000) n WHERE dag_id = 'shape';

INSERT INTO dag_tag (name, dag_id) SELECT 'team' || (n % 20), 'd' || n FROM generate_series(1, 10000) n;

INSERT INTO dag_version (id, version_number, dag_id, bundle_name, bundle_version, version_data, created_at, last_updated)
SELECT gen_random_uuid(), 1, 'd' || n, bundle_name, bundle_version, version_data, created_at, last_updated
FROM dag_version, generate_series(1, 10000) n WHERE dag_id = 'shape';

INSERT INTO serialized_dag (id, dag_id, data, data_compressed, created_at, last_updated, dag_hash, dag_version_id)
SELECT gen_random_uuid(), v.dag_id, s.data, s.data_compressed, s.created_at, s.last_updated, s.dag_hash, v.id
FROM serialized_dag s, dag_version v WHERE s.dag_id = 'shape' AND v.dag_id LIKE 'd%' AND v.dag_id <> 'shape';

CREATE TEMPORARY TABLE shapes AS
SELECT v.dag_id, v.id AS version_id, CASE v.dag_id WHEN 'grid5000' THEN 25 WHEN 'fifty' THEN 5 ELSE 9 END AS runs, CASE v.dag_id WHEN 'grid5000' THEN 5000 WHEN 'fifty' THEN 50 ELSE 10 END AS tasks
FROM dag_version v WHERE v.dag_id LIKE 'd%' OR v.dag_id IN ('grid5000', 'fifty');

INSERT INTO dag_run (dag_id, run_id, run_type, state, queued_at, start_date, end_date, logical_date, run_after, data_interval_start, data_interval_end, conf, created_at, updated_at, created_dag_version_id)
SELECT dag_id, 'r' || n, 'scheduled', CASE WHEN (n + length(dag_id)) % 7 = 0 THEN 'failed' ELSE 'success' END, at, at, at + interval '30 seconds', at, at, at, at, '{}', at, at, version_id
FROM shapes, generate_series(1, 25) n, LATERAL (SELECT timestamptz '2026-01-01 00:00Z' + n * interval '1 day' AS at) t WHERE n <= runs;

INSERT INTO task_instance (id, task_id, dag_id, run_id, start_date, end_date, duration, state, try_number, max_tries, hostname, unixname, pool, queue, priority_weight, operator,
                           queued_dttm, scheduled_dttm, updated_at, task_display_name, dag_version_id)
SELECT gen_random_uuid(), 't' || k, s.dag_id, 'r' || n, at, at + interval '1 second', 1, CASE WHEN (n + k) % 50 = 0 THEN 'failed' ELSE 'success' END, 1, 0, 'host', 'airflow', 'default_pool',
       'default', 1, '@task', at, at, at, 't' || k, s.version_id
FROM shapes s, generate_series(1, 25) n, generate_series(0, 4999) k, LATERAL (SELECT timestamptz '2026-01-01 00:00Z' + n * interval '1 day' + k * interval '1 second' AS at) t
WHERE n <= s.runs AND k < s.tasks;

VACUUM ANALYZE;
