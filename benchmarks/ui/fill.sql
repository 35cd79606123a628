-- SQLite: ten thousand DAGs with nine runs each, and fifty runs of the DAG of a thousand tasks.
CREATE TEMPORARY TABLE numbers AS WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 9999) SELECT n FROM n;

INSERT INTO dag (dag_id, is_paused, is_stale, last_parsed_time, fileloc, relative_fileloc, bundle_name, bundle_version, owners, timetable_type, timetable_summary,
                 timetable_description, partition_mapper_info, max_active_tasks, max_active_runs, max_consecutive_failed_dag_runs)
SELECT 'd' || n, TRUE, FALSE, last_parsed_time, fileloc, relative_fileloc, bundle_name, bundle_version, owners, timetable_type, timetable_summary,
       timetable_description, partition_mapper_info, max_active_tasks, max_active_runs, max_consecutive_failed_dag_runs
FROM dag, numbers WHERE dag_id = 'shape';

INSERT INTO dag_tag (name, dag_id) SELECT 'team' || (n % 20), 'd' || n FROM numbers;

INSERT INTO dag_run (dag_id, run_id, run_type, state, queued_at, start_date, end_date, logical_date, run_after, conf, created_at, updated_at)
SELECT 'd' || a.n, 'r' || b.n, 'scheduled', CASE WHEN (a.n + b.n) % 7 = 0 THEN 'failed' ELSE 'success' END, at, at, end, at, at, '{}', at, at
FROM numbers a, (SELECT n, strftime('%Y-%m-%d %H:%M:%S.000000', '2026-01-01', n || ' days') AS at, strftime('%Y-%m-%d %H:%M:30.000000', '2026-01-01', n || ' days') AS end FROM numbers WHERE n < 9) b;

INSERT INTO dag_run (dag_id, run_id, run_type, state, queued_at, start_date, end_date, logical_date, run_after, conf, created_at, updated_at, created_dag_version_id)
SELECT v.dag_id, 'r' || n, 'scheduled', CASE WHEN n % 7 = 0 THEN 'failed' ELSE 'success' END, at, at, at, at, at, '{}', at, at, v.id
FROM dag_version v, (SELECT n, strftime('%Y-%m-%d %H:%M:%S.000000', '2026-01-01', n || ' days') AS at FROM numbers WHERE n < 50) WHERE v.dag_id = 'thousand';

INSERT INTO task_instance (id, task_id, dag_id, run_id, start_date, end_date, duration, state, try_number, max_tries, hostname, unixname, pool, queue, priority_weight, operator,
                           queued_dttm, scheduled_dttm, updated_at, task_display_name, dag_version_id)
SELECT substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7' || substr(h, 14, 3) || '-8' || substr(h, 18, 3) || '-' || substr(h, 21, 12), task, dag_id, run_id, start_date, start_date, 1, state, 1, 0,
       'host', 'airflow', 'default_pool', 'default', 1, 'EmptyOperator', start_date, start_date, start_date, task, created_dag_version_id
FROM (SELECT lower(hex(randomblob(16))) AS h, 'group' || g.n || '.t' || t.n AS task, r.dag_id, r.run_id, r.start_date, r.created_dag_version_id,
             CASE WHEN (g.n + t.n + r.id) % 50 = 0 THEN 'failed' ELSE 'success' END AS state
      FROM dag_run r, numbers g, numbers t WHERE r.dag_id = 'thousand' AND g.n < 20 AND t.n < 50);

ANALYZE;
