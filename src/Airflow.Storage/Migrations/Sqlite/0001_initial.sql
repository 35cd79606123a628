-- Airflow's tables under Airflow's names, and below them ours. Times are UTC text 'YYYY-MM-DD HH:MM:SS.ffffff' that compares as text,
-- uuids are text with dashes, JSON is TEXT (a JSON column would get numeric affinity and change numbers).
-- Indexes are those that a hot statement uses; Airflow's others would double the cost of inserting a task instance.

CREATE TABLE ab_group (
    id INTEGER PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    label VARCHAR(150),
    description VARCHAR(512),
    UNIQUE (name)
);

CREATE TABLE ab_group_role (
    id INTEGER PRIMARY KEY,
    group_id INTEGER,
    role_id INTEGER,
    UNIQUE (group_id, role_id),
    FOREIGN KEY (group_id) REFERENCES ab_group (id) ON DELETE CASCADE,
    FOREIGN KEY (role_id) REFERENCES ab_role (id) ON DELETE CASCADE
);
CREATE INDEX idx_group_id ON ab_group_role (group_id);
CREATE INDEX idx_group_role_id ON ab_group_role (role_id);

CREATE TABLE ab_permission (
    id INTEGER PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    UNIQUE (name)
);

CREATE TABLE ab_permission_view (
    id INTEGER PRIMARY KEY,
    permission_id INTEGER NOT NULL,
    view_menu_id INTEGER NOT NULL,
    UNIQUE (permission_id, view_menu_id),
    FOREIGN KEY (permission_id) REFERENCES ab_permission (id),
    FOREIGN KEY (view_menu_id) REFERENCES ab_view_menu (id)
);

CREATE TABLE ab_permission_view_role (
    id INTEGER PRIMARY KEY,
    permission_view_id INTEGER,
    role_id INTEGER,
    UNIQUE (permission_view_id, role_id),
    FOREIGN KEY (permission_view_id) REFERENCES ab_permission_view (id) ON DELETE CASCADE,
    FOREIGN KEY (role_id) REFERENCES ab_role (id) ON DELETE CASCADE
);
CREATE INDEX idx_permission_view_id ON ab_permission_view_role (permission_view_id);
CREATE INDEX idx_role_id ON ab_permission_view_role (role_id);

CREATE TABLE ab_register_user (
    id INTEGER PRIMARY KEY,
    first_name VARCHAR(256) NOT NULL,
    last_name VARCHAR(256) NOT NULL,
    username VARCHAR(512) NOT NULL,
    password VARCHAR(256),
    email VARCHAR(512) NOT NULL,
    registration_date TIMESTAMP,
    registration_hash VARCHAR(256),
    UNIQUE (username),
    UNIQUE (email)
);

CREATE TABLE ab_role (
    id INTEGER PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    UNIQUE (name)
);

CREATE TABLE ab_user (
    id INTEGER PRIMARY KEY,
    first_name VARCHAR(256) NOT NULL,
    last_name VARCHAR(256) NOT NULL,
    username VARCHAR(512) NOT NULL,
    password VARCHAR(256),
    active BOOLEAN,
    email VARCHAR(512) NOT NULL,
    last_login TIMESTAMP,
    login_count INTEGER,
    fail_login_count INTEGER,
    created_on TIMESTAMP,
    changed_on TIMESTAMP,
    created_by_fk INTEGER,
    changed_by_fk INTEGER,
    UNIQUE (username),
    UNIQUE (email),
    FOREIGN KEY (created_by_fk) REFERENCES ab_user (id),
    FOREIGN KEY (changed_by_fk) REFERENCES ab_user (id)
);
CREATE UNIQUE INDEX idx_ab_user_username ON ab_user (lower(username));
CREATE UNIQUE INDEX idx_ab_user_email ON ab_user (lower(email));

CREATE TABLE ab_user_group (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    group_id INTEGER,
    UNIQUE (user_id, group_id),
    FOREIGN KEY (user_id) REFERENCES ab_user (id) ON DELETE CASCADE,
    FOREIGN KEY (group_id) REFERENCES ab_group (id) ON DELETE CASCADE
);
CREATE INDEX idx_user_id ON ab_user_group (user_id);
CREATE INDEX idx_user_group_id ON ab_user_group (group_id);

CREATE TABLE ab_user_role (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    role_id INTEGER,
    UNIQUE (user_id, role_id),
    FOREIGN KEY (user_id) REFERENCES ab_user (id) ON DELETE CASCADE,
    FOREIGN KEY (role_id) REFERENCES ab_role (id) ON DELETE CASCADE
);

CREATE TABLE ab_view_menu (
    id INTEGER PRIMARY KEY,
    name VARCHAR(250) NOT NULL,
    UNIQUE (name)
);

CREATE TABLE asset (
    id INTEGER PRIMARY KEY,
    name VARCHAR(1500) NOT NULL,
    uri VARCHAR(1500) NOT NULL,
    "group" VARCHAR(1500) NOT NULL,
    extra TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX idx_asset_name_uri_unique ON asset (name, uri);

CREATE TABLE asset_active (
    name VARCHAR(1500) NOT NULL,
    uri VARCHAR(1500) NOT NULL,
    PRIMARY KEY (name, uri),
    FOREIGN KEY (name, uri) REFERENCES asset (name, uri) ON DELETE CASCADE
);

CREATE TABLE asset_alias (
    id INTEGER PRIMARY KEY,
    name VARCHAR(1500) NOT NULL,
    "group" VARCHAR(1500) NOT NULL
);
CREATE UNIQUE INDEX idx_asset_alias_name_unique ON asset_alias (name);

CREATE TABLE asset_alias_asset (
    alias_id INTEGER NOT NULL,
    asset_id INTEGER NOT NULL,
    PRIMARY KEY (alias_id, asset_id),
    FOREIGN KEY (alias_id) REFERENCES asset_alias (id) ON DELETE CASCADE,
    FOREIGN KEY (asset_id) REFERENCES asset (id) ON DELETE CASCADE
);
CREATE INDEX idx_asset_alias_asset_alias_id ON asset_alias_asset (alias_id);
CREATE INDEX idx_asset_alias_asset_asset_id ON asset_alias_asset (asset_id);

CREATE TABLE asset_alias_asset_event (
    alias_id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    PRIMARY KEY (alias_id, event_id),
    FOREIGN KEY (alias_id) REFERENCES asset_alias (id) ON DELETE CASCADE,
    FOREIGN KEY (event_id) REFERENCES asset_event (id) ON DELETE CASCADE
);
CREATE INDEX idx_asset_alias_asset_event_event_id ON asset_alias_asset_event (event_id);
CREATE INDEX idx_asset_alias_asset_event_alias_id ON asset_alias_asset_event (alias_id);

CREATE TABLE asset_dag_run_queue (
    asset_id INTEGER NOT NULL,
    target_dag_id VARCHAR(250) NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (asset_id, target_dag_id),
    FOREIGN KEY (asset_id) REFERENCES asset (id) ON DELETE CASCADE,
    FOREIGN KEY (target_dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE
);
CREATE INDEX idx_asset_dag_run_queue_target_dag_id ON asset_dag_run_queue (target_dag_id);

CREATE TABLE asset_event (
    id INTEGER PRIMARY KEY,
    asset_id INTEGER NOT NULL,
    extra TEXT NOT NULL,
    source_task_id VARCHAR(250),
    source_dag_id VARCHAR(250),
    source_run_id VARCHAR(250),
    source_map_index INTEGER,
    timestamp TIMESTAMP NOT NULL,
    partition_key VARCHAR(250)
);
CREATE INDEX idx_asset_id_timestamp ON asset_event (asset_id, timestamp);

CREATE TABLE asset_partition_dag_run (
    id INTEGER PRIMARY KEY,
    target_dag_id VARCHAR(250) NOT NULL,
    created_dag_run_id INTEGER,
    partition_key VARCHAR(250) NOT NULL,
    partition_date TIMESTAMP,
    rollup_fingerprint TEXT,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    FOREIGN KEY (created_dag_run_id) REFERENCES dag_run (id) ON DELETE CASCADE
);

CREATE TABLE asset_state_store (
    asset_id INTEGER NOT NULL,
    key VARCHAR(512) NOT NULL,
    value TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    last_updated_by_kind VARCHAR(16),
    last_updated_by_dag_id VARCHAR(250),
    last_updated_by_run_id VARCHAR(250),
    last_updated_by_task_id VARCHAR(250),
    last_updated_by_map_index INTEGER,
    PRIMARY KEY (asset_id, key),
    FOREIGN KEY (asset_id) REFERENCES asset (id) ON DELETE CASCADE
);

CREATE TABLE asset_watcher (
    name VARCHAR(1500) NOT NULL,
    asset_id INTEGER NOT NULL,
    trigger_id INTEGER NOT NULL,
    PRIMARY KEY (asset_id, trigger_id),
    FOREIGN KEY (asset_id) REFERENCES asset (id) ON DELETE CASCADE,
    FOREIGN KEY (trigger_id) REFERENCES "trigger" (id) ON DELETE CASCADE
);
CREATE INDEX idx_awm_trigger_id ON asset_watcher (trigger_id);

CREATE TABLE backfill (
    id INTEGER PRIMARY KEY,
    dag_id VARCHAR(250) NOT NULL,
    from_date TIMESTAMP NOT NULL,
    to_date TIMESTAMP NOT NULL,
    dag_run_conf TEXT NOT NULL,
    is_paused BOOLEAN DEFAULT 0,
    reprocess_behavior VARCHAR(250) NOT NULL,
    max_active_runs INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    completed_at TIMESTAMP,
    updated_at TIMESTAMP NOT NULL,
    triggering_user_name VARCHAR(512)
);

CREATE TABLE backfill_dag_run (
    id INTEGER PRIMARY KEY,
    backfill_id INTEGER NOT NULL,
    dag_run_id INTEGER,
    exception_reason VARCHAR(250),
    logical_date TIMESTAMP,
    partition_key VARCHAR(250),
    sort_ordinal INTEGER NOT NULL,
    UNIQUE (backfill_id, dag_run_id),
    FOREIGN KEY (backfill_id) REFERENCES backfill (id) ON DELETE CASCADE,
    FOREIGN KEY (dag_run_id) REFERENCES dag_run (id) ON DELETE SET NULL
);
CREATE UNIQUE INDEX ix_bdr_backfill_id_logical_date ON backfill_dag_run (backfill_id, logical_date);

CREATE TABLE callback (
    id CHAR(36) NOT NULL,
    type VARCHAR(20) NOT NULL,
    fetch_method VARCHAR(20) NOT NULL,
    data TEXT NOT NULL,
    bundle_name VARCHAR(250),
    state VARCHAR(10),
    output TEXT,
    priority_weight INTEGER NOT NULL DEFAULT 1,
    created_at TIMESTAMP NOT NULL,
    trigger_id INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY (trigger_id) REFERENCES "trigger" (id)
);

CREATE TABLE connection (
    id INTEGER PRIMARY KEY,
    conn_id VARCHAR(250) NOT NULL,
    conn_type VARCHAR(500) NOT NULL,
    description TEXT,
    host VARCHAR(500),
    schema VARCHAR(500),
    login TEXT,
    port INTEGER,
    team_name VARCHAR(50),
    password TEXT,
    extra TEXT,
    is_encrypted BOOLEAN NOT NULL DEFAULT 0,
    is_extra_encrypted BOOLEAN NOT NULL DEFAULT 0,
    UNIQUE (conn_id),
    FOREIGN KEY (team_name) REFERENCES team (name) ON DELETE SET NULL
);

CREATE TABLE connection_test_request (
    id CHAR(36) NOT NULL,
    token VARCHAR(64) NOT NULL,
    connection_id VARCHAR(250) NOT NULL,
    state VARCHAR(20) NOT NULL,
    result_message VARCHAR(2000),
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    executor VARCHAR(256),
    queue VARCHAR(256),
    conn_type VARCHAR(500) NOT NULL,
    host VARCHAR(500),
    login TEXT,
    schema VARCHAR(500),
    port INTEGER,
    commit_on_success BOOLEAN NOT NULL,
    is_encrypted BOOLEAN NOT NULL,
    is_extra_encrypted BOOLEAN NOT NULL,
    active_connection_id VARCHAR(250),
    team_name VARCHAR(50),
    password TEXT,
    extra TEXT,
    PRIMARY KEY (id),
    UNIQUE (active_connection_id),
    UNIQUE (token)
);
CREATE INDEX idx_connection_test_request_state_created_at ON connection_test_request (state, created_at);

CREATE TABLE dag (
    dag_id VARCHAR(250) NOT NULL,
    is_paused BOOLEAN NOT NULL DEFAULT 0,
    is_stale BOOLEAN NOT NULL DEFAULT 0,
    exceeds_max_non_backfill BOOLEAN NOT NULL DEFAULT 0,
    last_parsed_time TIMESTAMP,
    last_parse_duration DOUBLE PRECISION,
    last_expired TIMESTAMP,
    fileloc VARCHAR(2000),
    relative_fileloc VARCHAR(2000),
    bundle_name VARCHAR(250) NOT NULL,
    bundle_version VARCHAR(200),
    owners VARCHAR(2000),
    dag_display_name VARCHAR(2000),
    description TEXT,
    timetable_type VARCHAR(255) NOT NULL,
    timetable_summary TEXT,
    timetable_description VARCHAR(1000),
    timetable_partitioned BOOLEAN NOT NULL DEFAULT 0,
    timetable_periodic BOOLEAN NOT NULL DEFAULT 0,
    partition_mapper_info TEXT NOT NULL DEFAULT '{}',
    asset_expression TEXT,
    deadline TEXT,
    max_active_tasks INTEGER NOT NULL,
    max_active_runs INTEGER,
    max_consecutive_failed_dag_runs INTEGER NOT NULL DEFAULT 0,
    has_task_concurrency_limits BOOLEAN NOT NULL DEFAULT 0,
    has_import_errors BOOLEAN DEFAULT 0,
    fail_fast BOOLEAN NOT NULL DEFAULT 0,
    allowed_run_types TEXT,
    next_dagrun TIMESTAMP,
    next_dagrun_data_interval_start TIMESTAMP,
    next_dagrun_data_interval_end TIMESTAMP,
    next_dagrun_partition_key VARCHAR(255),
    next_dagrun_partition_date TIMESTAMP,
    next_dagrun_create_after TIMESTAMP,
    is_draining BOOLEAN NOT NULL DEFAULT 0,
    PRIMARY KEY (dag_id),
    FOREIGN KEY (bundle_name) REFERENCES dag_bundle (name)
);
CREATE INDEX idx_next_dagrun_create_after ON dag (next_dagrun_create_after);
CREATE INDEX idx_dag_relative_fileloc ON dag (bundle_name, relative_fileloc);

CREATE TABLE dag_bundle (
    name VARCHAR(250) NOT NULL,
    active BOOLEAN,
    version VARCHAR(200),
    last_refreshed TIMESTAMP,
    signed_url_template TEXT,
    template_params TEXT,
    PRIMARY KEY (name)
);

CREATE TABLE dag_bundle_team (
    dag_bundle_name VARCHAR(250) NOT NULL,
    team_name VARCHAR(50) NOT NULL,
    PRIMARY KEY (dag_bundle_name, team_name),
    FOREIGN KEY (dag_bundle_name) REFERENCES dag_bundle (name) ON DELETE CASCADE,
    FOREIGN KEY (team_name) REFERENCES team (name) ON DELETE CASCADE
);
CREATE INDEX idx_dag_bundle_team_team_name ON dag_bundle_team (team_name);

CREATE TABLE dag_code (
    id CHAR(36) NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    fileloc VARCHAR(2000) NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_updated TIMESTAMP NOT NULL,
    source_code TEXT NOT NULL,
    source_code_hash VARCHAR(32) NOT NULL,
    dag_version_id CHAR(36) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (dag_version_id),
    FOREIGN KEY (dag_version_id) REFERENCES dag_version (id) ON DELETE CASCADE
);

CREATE TABLE dag_favorite (
    user_id VARCHAR(250) NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    PRIMARY KEY (user_id, dag_id),
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE
);

CREATE TABLE dag_owner_attributes (
    dag_id VARCHAR(250) NOT NULL,
    owner VARCHAR(500) NOT NULL,
    link VARCHAR(500) NOT NULL,
    PRIMARY KEY (dag_id, owner),
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE
);

CREATE TABLE dag_priority_parsing_request (
    id VARCHAR(32) NOT NULL,
    bundle_name VARCHAR(250) NOT NULL,
    relative_fileloc VARCHAR(2000) NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE dag_run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dag_id VARCHAR(250) NOT NULL,
    queued_at TIMESTAMP,
    logical_date TIMESTAMP,
    start_date TIMESTAMP,
    end_date TIMESTAMP,
    state VARCHAR(50),
    run_id VARCHAR(250) NOT NULL,
    creating_job_id INTEGER,
    run_type VARCHAR(50) NOT NULL,
    triggered_by VARCHAR(50),
    triggering_user_name VARCHAR(512),
    conf TEXT,
    data_interval_start TIMESTAMP,
    data_interval_end TIMESTAMP,
    run_after TIMESTAMP NOT NULL,
    last_scheduling_decision TIMESTAMP,
    log_template_id INTEGER,
    created_at TIMESTAMP,
    updated_at TIMESTAMP,
    clear_number INTEGER NOT NULL DEFAULT 0,
    backfill_id INTEGER,
    bundle_version VARCHAR(250),
    scheduled_by_job_id INTEGER,
    context_carrier TEXT,
    span_status VARCHAR(250) NOT NULL DEFAULT 'not_started',
    created_dag_version_id CHAR(36),
    partition_key VARCHAR(250),
    partition_date TIMESTAMP,
    CONSTRAINT dag_run_dag_id_run_id_key UNIQUE (dag_id, run_id),
    CONSTRAINT dag_run_dag_id_logical_date_key UNIQUE (dag_id, logical_date),
    FOREIGN KEY (log_template_id) REFERENCES log_template (id),
    FOREIGN KEY (backfill_id) REFERENCES backfill (id),
    FOREIGN KEY (created_dag_version_id) REFERENCES dag_version (id) ON DELETE SET NULL
);
CREATE INDEX idx_dag_run_run_after ON dag_run (run_after);
CREATE INDEX idx_dag_run_dag_id ON dag_run (dag_id, run_after);
CREATE INDEX idx_dag_run_created_dag_version_id ON dag_run (created_dag_version_id);
CREATE INDEX idx_dag_run_queued_dags ON dag_run (dag_id, run_after) WHERE state = 'queued';
CREATE INDEX idx_dag_run_running_dags ON dag_run (dag_id, run_after) WHERE state = 'running';
CREATE INDEX dag_id_state ON dag_run (dag_id, state);
CREATE INDEX idx_dag_run_backfill_id ON dag_run (backfill_id) WHERE backfill_id IS NOT NULL;

CREATE TABLE dag_run_note (
    user_id VARCHAR(128),
    dag_run_id INTEGER NOT NULL,
    content VARCHAR(1000),
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (dag_run_id),
    FOREIGN KEY (dag_run_id) REFERENCES dag_run (id) ON DELETE CASCADE
);

CREATE TABLE dag_schedule_asset_alias_reference (
    alias_id INTEGER NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (alias_id, dag_id),
    FOREIGN KEY (alias_id) REFERENCES asset_alias (id) ON DELETE CASCADE,
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE
);
CREATE INDEX idx_dag_schedule_asset_alias_reference_dag_id ON dag_schedule_asset_alias_reference (dag_id);

CREATE TABLE dag_schedule_asset_name_reference (
    name VARCHAR(1500) NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (name, dag_id),
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE
);
CREATE INDEX idx_dag_schedule_asset_name_reference_dag_id ON dag_schedule_asset_name_reference (dag_id);

CREATE TABLE dag_schedule_asset_reference (
    asset_id INTEGER NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    allow_producer_teams TEXT,
    allow_global_producers BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (asset_id, dag_id),
    FOREIGN KEY (asset_id) REFERENCES asset (id) ON DELETE CASCADE,
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE
);
CREATE INDEX idx_dag_schedule_asset_reference_dag_id ON dag_schedule_asset_reference (dag_id);

CREATE TABLE dag_schedule_asset_uri_reference (
    uri VARCHAR(1500) NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (uri, dag_id),
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE
);
CREATE INDEX idx_dag_schedule_asset_uri_reference_dag_id ON dag_schedule_asset_uri_reference (dag_id);

CREATE TABLE dag_tag (
    name VARCHAR(100) NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    PRIMARY KEY (name, dag_id),
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE
);
CREATE INDEX idx_dag_tag_dag_id ON dag_tag (dag_id);

CREATE TABLE dag_version (
    id CHAR(36) NOT NULL,
    version_number INTEGER NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    bundle_name VARCHAR(250),
    bundle_version VARCHAR(250),
    version_data TEXT,
    created_at TIMESTAMP NOT NULL,
    last_updated TIMESTAMP NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT dag_id_v_name_v_number_unique_constraint UNIQUE (dag_id, version_number),
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE
);

CREATE TABLE dag_warning (
    dag_id VARCHAR(250) NOT NULL,
    warning_type VARCHAR(50) NOT NULL,
    message TEXT NOT NULL,
    timestamp TIMESTAMP NOT NULL,
    PRIMARY KEY (dag_id, warning_type),
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE
);
CREATE INDEX idx_dag_warning_dag_id ON dag_warning (dag_id);

CREATE TABLE dagrun_asset_event (
    dag_run_id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    PRIMARY KEY (dag_run_id, event_id),
    FOREIGN KEY (dag_run_id) REFERENCES dag_run (id) ON DELETE CASCADE,
    FOREIGN KEY (event_id) REFERENCES asset_event (id) ON DELETE CASCADE
);
CREATE INDEX idx_dagrun_asset_events_event_id ON dagrun_asset_event (event_id);
CREATE INDEX idx_dagrun_asset_events_dag_run_id ON dagrun_asset_event (dag_run_id);

CREATE TABLE deadline (
    id CHAR(36) NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_updated_at TIMESTAMP NOT NULL,
    dagrun_id INTEGER,
    deadline_time TIMESTAMP NOT NULL,
    missed BOOLEAN NOT NULL,
    callback_id CHAR(36) NOT NULL,
    deadline_alert_id CHAR(36),
    PRIMARY KEY (id),
    FOREIGN KEY (dagrun_id) REFERENCES dag_run (id) ON DELETE CASCADE,
    FOREIGN KEY (callback_id) REFERENCES callback (id) ON DELETE CASCADE,
    FOREIGN KEY (deadline_alert_id) REFERENCES deadline_alert (id) ON DELETE SET NULL
);
CREATE INDEX deadline_callback_id_idx ON deadline (callback_id);
CREATE INDEX deadline_missed_deadline_time_idx ON deadline (missed, deadline_time);

CREATE TABLE deadline_alert (
    id CHAR(36) NOT NULL,
    created_at TIMESTAMP NOT NULL,
    serialized_dag_id CHAR(36) NOT NULL,
    name VARCHAR(250),
    description TEXT,
    reference TEXT NOT NULL,
    interval TEXT NOT NULL,
    callback_def TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (serialized_dag_id) REFERENCES serialized_dag (id) ON DELETE CASCADE
);

CREATE TABLE hitl_detail (
    ti_id CHAR(36) NOT NULL,
    options TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT,
    defaults TEXT,
    multiple BOOLEAN,
    params TEXT NOT NULL,
    assignees TEXT,
    created_at TIMESTAMP NOT NULL,
    responded_at TIMESTAMP,
    responded_by TEXT,
    chosen_options TEXT,
    params_input TEXT NOT NULL,
    PRIMARY KEY (ti_id),
    FOREIGN KEY (ti_id) REFERENCES task_instance (id) ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE TABLE hitl_detail_history (
    ti_history_id CHAR(36) NOT NULL,
    options TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT,
    defaults TEXT,
    multiple BOOLEAN,
    params TEXT NOT NULL,
    assignees TEXT,
    created_at TIMESTAMP NOT NULL,
    responded_at TIMESTAMP,
    responded_by TEXT,
    chosen_options TEXT,
    params_input TEXT NOT NULL,
    PRIMARY KEY (ti_history_id),
    FOREIGN KEY (ti_history_id) REFERENCES task_instance_history (task_instance_id) ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE TABLE import_error (
    id INTEGER PRIMARY KEY,
    timestamp TIMESTAMP,
    filename VARCHAR(1024),
    bundle_name VARCHAR(250),
    stacktrace TEXT
);
CREATE UNIQUE INDEX idx_import_error_file ON import_error (bundle_name, filename);

CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    dag_id VARCHAR(250),
    state VARCHAR(20),
    job_type VARCHAR(30),
    start_date TIMESTAMP,
    end_date TIMESTAMP,
    latest_heartbeat TIMESTAMP,
    executor_class VARCHAR(500),
    hostname VARCHAR(500),
    unixname VARCHAR(1000),
    pid INTEGER,
    lease_owner VARCHAR(250)
);
CREATE INDEX job_type_heart ON job (job_type, latest_heartbeat);
CREATE INDEX idx_job_dag_id ON job (dag_id);
CREATE INDEX idx_job_state_heartbeat ON job (state, latest_heartbeat);

CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    dttm TIMESTAMP,
    dag_id VARCHAR(250),
    task_id VARCHAR(250),
    map_index INTEGER,
    event VARCHAR(60) NOT NULL,
    logical_date TIMESTAMP,
    run_id VARCHAR(250),
    owner VARCHAR(500),
    owner_display_name VARCHAR(500),
    extra TEXT,
    try_number INTEGER
);
CREATE INDEX idx_log_event ON log (event);
CREATE INDEX idx_log_dttm ON log (dttm);
CREATE INDEX idx_log_task_instance ON log (dag_id, task_id, run_id, map_index, try_number);

CREATE TABLE log_template (
    id INTEGER PRIMARY KEY,
    filename TEXT NOT NULL,
    elasticsearch_id TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE partitioned_asset_key_log (
    id INTEGER PRIMARY KEY,
    asset_id INTEGER NOT NULL,
    asset_event_id INTEGER NOT NULL,
    asset_partition_dag_run_id INTEGER NOT NULL,
    source_partition_key VARCHAR(250) NOT NULL,
    target_dag_id VARCHAR(250) NOT NULL,
    target_partition_key VARCHAR(250) NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX idx_pakl_apdr_id ON partitioned_asset_key_log (asset_partition_dag_run_id);

CREATE TABLE rendered_task_instance_fields (
    dag_id VARCHAR(250) NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    run_id VARCHAR(250) NOT NULL,
    map_index INTEGER NOT NULL DEFAULT -1,
    rendered_fields TEXT NOT NULL,
    k8s_pod_yaml TEXT,
    PRIMARY KEY (dag_id, task_id, run_id, map_index),
    FOREIGN KEY (dag_id, task_id, run_id, map_index) REFERENCES task_instance (dag_id, task_id, run_id, map_index) ON DELETE CASCADE
);

CREATE TABLE revoked_token (
    jti VARCHAR(32) NOT NULL,
    exp TIMESTAMP NOT NULL,
    PRIMARY KEY (jti)
);
CREATE INDEX idx_revoked_token_exp ON revoked_token (exp);

CREATE TABLE serialized_dag (
    id CHAR(36) NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    data TEXT,
    data_compressed BLOB,
    created_at TIMESTAMP NOT NULL,
    last_updated TIMESTAMP NOT NULL,
    dag_hash VARCHAR(32) NOT NULL,
    dag_version_id CHAR(36) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (dag_version_id),
    FOREIGN KEY (dag_version_id) REFERENCES dag_version (id) ON DELETE CASCADE
);

CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    session_id VARCHAR(255),
    data BLOB,
    expiry TIMESTAMP,
    UNIQUE (session_id)
);

CREATE TABLE slot_pool (
    id INTEGER PRIMARY KEY,
    pool VARCHAR(256),
    slots INTEGER NOT NULL,
    description TEXT,
    include_deferred BOOLEAN NOT NULL DEFAULT 0,
    team_name VARCHAR(50),
    occupied_slots INTEGER NOT NULL DEFAULT 0,
    UNIQUE (pool),
    FOREIGN KEY (team_name) REFERENCES team (name) ON DELETE SET NULL
);

CREATE TABLE task_inlet_asset_reference (
    asset_id INTEGER NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (asset_id, dag_id, task_id),
    FOREIGN KEY (asset_id) REFERENCES asset (id) ON DELETE CASCADE,
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE
);
CREATE INDEX idx_task_inlet_asset_reference_dag_id ON task_inlet_asset_reference (dag_id);

CREATE TABLE task_instance (
    id CHAR(36) NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    run_id VARCHAR(250) NOT NULL,
    map_index INTEGER NOT NULL DEFAULT -1,
    start_date TIMESTAMP,
    end_date TIMESTAMP,
    duration DOUBLE PRECISION,
    state VARCHAR(20),
    try_number INTEGER NOT NULL DEFAULT 0,
    max_tries INTEGER NOT NULL DEFAULT 0,
    hostname VARCHAR(1000),
    unixname VARCHAR(1000),
    pool VARCHAR(256) NOT NULL,
    pool_slots INTEGER NOT NULL DEFAULT 1,
    queue VARCHAR(256),
    priority_weight INTEGER,
    operator VARCHAR(1000),
    custom_operator_name VARCHAR(1000),
    queued_dttm TIMESTAMP,
    scheduled_dttm TIMESTAMP,
    queued_by_job_id INTEGER,
    last_heartbeat_at TIMESTAMP,
    pid INTEGER,
    executor VARCHAR(1000),
    executor_config BLOB,
    updated_at TIMESTAMP,
    rendered_map_index VARCHAR(250),
    context_carrier TEXT,
    span_status VARCHAR(250) NOT NULL DEFAULT 'not_started',
    external_executor_id TEXT,
    trigger_id INTEGER,
    trigger_timeout TIMESTAMP,
    next_method VARCHAR(1000),
    next_kwargs TEXT,
    task_display_name VARCHAR(2000),
    dag_version_id CHAR(36),
    retry_delay_override DOUBLE PRECISION,
    retry_reason VARCHAR(500),
    exit_cause TEXT,
    reschedule_date TIMESTAMP,
    PRIMARY KEY (id),
    CONSTRAINT task_instance_composite_key UNIQUE (dag_id, run_id, task_id, map_index),
    FOREIGN KEY (trigger_id) REFERENCES "trigger" (id) ON DELETE CASCADE,
    FOREIGN KEY (dag_id, run_id) REFERENCES dag_run (dag_id, run_id) ON DELETE CASCADE,
    FOREIGN KEY (dag_version_id) REFERENCES dag_version (id) ON DELETE RESTRICT
);
-- Instances that are doing or waiting for something; finished and untouched ones, the great majority, cost the index nothing.
CREATE INDEX ti_state ON task_instance (state)
    WHERE state IN ('scheduled', 'queued', 'running', 'restarting', 'up_for_retry', 'up_for_reschedule', 'deferred', 'awaiting_input');
CREATE INDEX ti_dag_version_id ON task_instance (dag_version_id);
CREATE INDEX ti_trigger_id ON task_instance (trigger_id) WHERE trigger_id IS NOT NULL;

CREATE TABLE task_instance_history (
    task_instance_id CHAR(36) NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    run_id VARCHAR(250) NOT NULL,
    map_index INTEGER NOT NULL,
    try_number INTEGER NOT NULL,
    start_date TIMESTAMP,
    end_date TIMESTAMP,
    duration DOUBLE PRECISION,
    state VARCHAR(20),
    max_tries INTEGER,
    hostname VARCHAR(1000),
    unixname VARCHAR(1000),
    pool VARCHAR(256) NOT NULL,
    pool_slots INTEGER NOT NULL,
    queue VARCHAR(256),
    priority_weight INTEGER,
    operator VARCHAR(1000),
    custom_operator_name VARCHAR(1000),
    queued_dttm TIMESTAMP,
    scheduled_dttm TIMESTAMP,
    queued_by_job_id INTEGER,
    pid INTEGER,
    executor VARCHAR(1000),
    executor_config BLOB,
    updated_at TIMESTAMP,
    rendered_map_index VARCHAR(250),
    context_carrier TEXT,
    span_status VARCHAR(250) NOT NULL DEFAULT 'not_started',
    external_executor_id TEXT,
    trigger_id INTEGER,
    trigger_timeout TIMESTAMP,
    next_method VARCHAR(1000),
    next_kwargs TEXT,
    task_display_name VARCHAR(2000),
    dag_version_id CHAR(36),
    retry_delay_override DOUBLE PRECISION,
    retry_reason VARCHAR(500),
    exit_cause TEXT,
    PRIMARY KEY (task_instance_id),
    CONSTRAINT task_instance_history_dtrt_uq UNIQUE (dag_id, run_id, task_id, map_index, try_number),
    FOREIGN KEY (dag_id, task_id, run_id, map_index) REFERENCES task_instance (dag_id, task_id, run_id, map_index) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX idx_tih_dag_run ON task_instance_history (dag_id, run_id);

CREATE TABLE task_instance_note (
    ti_id CHAR(36) NOT NULL,
    user_id VARCHAR(128),
    content VARCHAR(1000),
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (ti_id),
    FOREIGN KEY (ti_id) REFERENCES task_instance (id) ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE TABLE task_map (
    dag_id VARCHAR(250) NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    run_id VARCHAR(250) NOT NULL,
    map_index INTEGER NOT NULL DEFAULT -1,
    length INTEGER NOT NULL,
    keys TEXT,
    CHECK ((length >= 0)),
    PRIMARY KEY (dag_id, task_id, run_id, map_index),
    FOREIGN KEY (dag_id, task_id, run_id, map_index) REFERENCES task_instance (dag_id, task_id, run_id, map_index) ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE TABLE task_outlet_asset_reference (
    asset_id INTEGER NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    allow_consumer_teams TEXT,
    allow_global_consumers BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (asset_id, dag_id, task_id),
    FOREIGN KEY (asset_id) REFERENCES asset (id) ON DELETE CASCADE,
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE
);
CREATE INDEX idx_task_outlet_asset_reference_dag_id ON task_outlet_asset_reference (dag_id);

CREATE TABLE task_reschedule (
    id INTEGER PRIMARY KEY,
    ti_id CHAR(36) NOT NULL,
    start_date TIMESTAMP NOT NULL,
    end_date TIMESTAMP NOT NULL,
    duration INTEGER NOT NULL,
    reschedule_date TIMESTAMP NOT NULL,
    FOREIGN KEY (ti_id) REFERENCES task_instance (id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX idx_task_reschedule_ti_id_id_desc ON task_reschedule (ti_id, id DESC);

CREATE TABLE task_state_store (
    id INTEGER PRIMARY KEY,
    dag_run_id INTEGER NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    map_index INTEGER NOT NULL,
    key VARCHAR(512) NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    run_id VARCHAR(250) NOT NULL,
    value TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP,
    UNIQUE (dag_run_id, task_id, map_index, key),
    FOREIGN KEY (dag_run_id) REFERENCES dag_run (id) ON DELETE CASCADE
);
CREATE INDEX idx_task_state_store_expires_at ON task_state_store (expires_at);
CREATE INDEX idx_task_state_store_lookup ON task_state_store (dag_id, run_id, task_id, map_index);

CREATE TABLE team (
    name VARCHAR(50) NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE "trigger" (
    id INTEGER PRIMARY KEY,
    classpath VARCHAR(1000) NOT NULL,
    kwargs TEXT NOT NULL,
    created_date TIMESTAMP NOT NULL,
    triggerer_id INTEGER,
    queue VARCHAR(256),
    team_name VARCHAR(50),
    FOREIGN KEY (team_name) REFERENCES team (name) ON DELETE SET NULL
);
CREATE INDEX idx_trigger_team_name ON "trigger" (team_name);

CREATE TABLE variable (
    id INTEGER PRIMARY KEY,
    key VARCHAR(250) NOT NULL,
    val TEXT NOT NULL,
    description TEXT,
    is_encrypted BOOLEAN NOT NULL DEFAULT 0,
    team_name VARCHAR(50),
    UNIQUE (key),
    FOREIGN KEY (team_name) REFERENCES team (name) ON DELETE SET NULL
);

CREATE TABLE xcom (
    dag_run_id INTEGER NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    map_index INTEGER NOT NULL DEFAULT -1,
    key VARCHAR(512) NOT NULL,
    dag_result BOOLEAN,
    dag_id VARCHAR(250) NOT NULL,
    run_id VARCHAR(250) NOT NULL,
    value TEXT,
    timestamp TIMESTAMP NOT NULL,
    PRIMARY KEY (dag_run_id, task_id, map_index, key),
    FOREIGN KEY (dag_id, task_id, run_id, map_index) REFERENCES task_instance (dag_id, task_id, run_id, map_index) ON DELETE CASCADE
);
CREATE INDEX idx_xcom_task_instance ON xcom (dag_id, task_id, run_id, map_index);

-- What Airflow does not have.

-- Content-addressed files of DAG code; a manifest is a tree of path to hash, as a JSON array of {path, hash, size}.
CREATE TABLE bundle_blob (
    hash CHAR(64) NOT NULL PRIMARY KEY,
    size INTEGER NOT NULL,
    content BLOB NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE bundle_manifest (
    version CHAR(64) NOT NULL PRIMARY KEY,
    bundle_name VARCHAR(250) NOT NULL,
    entries TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

-- The right to decide about a run. The row stays when nobody holds it (owner is null), so that the epoch only ever counts up.
CREATE TABLE run_lease (
    dag_run_id INTEGER PRIMARY KEY REFERENCES dag_run (id) ON DELETE CASCADE,
    owner VARCHAR(250),
    epoch INTEGER NOT NULL,
    expires_at TIMESTAMP
);
CREATE INDEX idx_run_lease_owner ON run_lease (owner) WHERE owner IS NOT NULL;

-- Messages that must leave after the commit that caused them.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    topic VARCHAR(250) NOT NULL,
    payload TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

INSERT INTO slot_pool (pool, slots, description) VALUES ('default_pool', 128, 'Default pool');
