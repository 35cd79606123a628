CREATE TABLE ab_group (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    label LONGTEXT,
    description LONGTEXT,
    UNIQUE (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE ab_role (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    UNIQUE (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE ab_group_role (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    group_id BIGINT,
    role_id BIGINT,
    UNIQUE (group_id, role_id),
    FOREIGN KEY (group_id) REFERENCES ab_group (id) ON DELETE CASCADE,
    FOREIGN KEY (role_id) REFERENCES ab_role (id) ON DELETE CASCADE,
    KEY idx_group_id (group_id),
    KEY idx_group_role_id (role_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE ab_permission (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    UNIQUE (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE ab_view_menu (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(250) NOT NULL,
    UNIQUE (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE ab_permission_view (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    permission_id BIGINT NOT NULL,
    view_menu_id BIGINT NOT NULL,
    UNIQUE (permission_id, view_menu_id),
    FOREIGN KEY (permission_id) REFERENCES ab_permission (id),
    FOREIGN KEY (view_menu_id) REFERENCES ab_view_menu (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE ab_permission_view_role (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    permission_view_id BIGINT,
    role_id BIGINT,
    UNIQUE (permission_view_id, role_id),
    FOREIGN KEY (permission_view_id) REFERENCES ab_permission_view (id) ON DELETE CASCADE,
    FOREIGN KEY (role_id) REFERENCES ab_role (id) ON DELETE CASCADE,
    KEY idx_permission_view_id (permission_view_id),
    KEY idx_role_id (role_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE ab_register_user (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    first_name LONGTEXT NOT NULL,
    last_name LONGTEXT NOT NULL,
    username VARCHAR(512) NOT NULL,
    password LONGTEXT,
    email VARCHAR(512) NOT NULL,
    registration_date DATETIME(6),
    registration_hash LONGTEXT,
    UNIQUE (username),
    UNIQUE (email)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE ab_user (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    first_name LONGTEXT NOT NULL,
    last_name LONGTEXT NOT NULL,
    username VARCHAR(512) NOT NULL,
    password LONGTEXT,
    active BOOLEAN,
    email VARCHAR(512) NOT NULL,
    last_login DATETIME(6),
    login_count INTEGER,
    fail_login_count INTEGER,
    created_on DATETIME(6),
    changed_on DATETIME(6),
    created_by_fk BIGINT,
    changed_by_fk BIGINT,
    lower_username VARCHAR(512) GENERATED ALWAYS AS (LOWER(username)) STORED,
    lower_email VARCHAR(512) GENERATED ALWAYS AS (LOWER(email)) STORED,
    UNIQUE (username),
    UNIQUE (email),
    UNIQUE KEY idx_ab_user_username (lower_username),
    UNIQUE KEY idx_ab_user_email (lower_email),
    FOREIGN KEY (created_by_fk) REFERENCES ab_user (id),
    FOREIGN KEY (changed_by_fk) REFERENCES ab_user (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE ab_user_group (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id BIGINT,
    group_id BIGINT,
    UNIQUE (user_id, group_id),
    FOREIGN KEY (user_id) REFERENCES ab_user (id) ON DELETE CASCADE,
    FOREIGN KEY (group_id) REFERENCES ab_group (id) ON DELETE CASCADE,
    KEY idx_user_id (user_id),
    KEY idx_user_group_id (group_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE ab_user_role (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id BIGINT,
    role_id BIGINT,
    UNIQUE (user_id, role_id),
    FOREIGN KEY (user_id) REFERENCES ab_user (id) ON DELETE CASCADE,
    FOREIGN KEY (role_id) REFERENCES ab_role (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE asset (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(1500) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL,
    uri VARCHAR(1500) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL,
    "group" LONGTEXT NOT NULL,
    extra LONGTEXT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    UNIQUE KEY idx_asset_name_uri_unique (name, uri)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE asset_active (
    name VARCHAR(1500) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL,
    uri VARCHAR(1500) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL,
    PRIMARY KEY (name, uri),
    FOREIGN KEY (name, uri) REFERENCES asset (name, uri) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE asset_alias (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(1500) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL,
    "group" LONGTEXT NOT NULL,
    UNIQUE KEY idx_asset_alias_name_unique (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE asset_alias_asset (
    alias_id BIGINT NOT NULL,
    asset_id BIGINT NOT NULL,
    PRIMARY KEY (alias_id, asset_id),
    FOREIGN KEY (alias_id) REFERENCES asset_alias (id) ON DELETE CASCADE,
    FOREIGN KEY (asset_id) REFERENCES asset (id) ON DELETE CASCADE,
    KEY idx_asset_alias_asset_alias_id (alias_id),
    KEY idx_asset_alias_asset_asset_id (asset_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE asset_event (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    asset_id BIGINT NOT NULL,
    extra LONGTEXT NOT NULL,
    source_task_id LONGTEXT,
    source_dag_id LONGTEXT,
    source_run_id LONGTEXT,
    source_map_index INTEGER,
    timestamp DATETIME(6) NOT NULL,
    partition_key LONGTEXT,
    KEY idx_asset_id_timestamp (asset_id, timestamp)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE asset_alias_asset_event (
    alias_id BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    PRIMARY KEY (alias_id, event_id),
    FOREIGN KEY (alias_id) REFERENCES asset_alias (id) ON DELETE CASCADE,
    FOREIGN KEY (event_id) REFERENCES asset_event (id) ON DELETE CASCADE,
    KEY idx_asset_alias_asset_event_event_id (event_id),
    KEY idx_asset_alias_asset_event_alias_id (alias_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag_bundle (
    name VARCHAR(250) NOT NULL,
    active BOOLEAN,
    version LONGTEXT,
    last_refreshed DATETIME(6),
    signed_url_template LONGTEXT,
    template_params LONGTEXT,
    PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag (
    dag_id VARCHAR(250) NOT NULL,
    is_paused BOOLEAN NOT NULL DEFAULT FALSE,
    is_stale BOOLEAN NOT NULL DEFAULT FALSE,
    exceeds_max_non_backfill BOOLEAN NOT NULL DEFAULT FALSE,
    last_parsed_time DATETIME(6),
    last_parse_duration DOUBLE,
    last_expired DATETIME(6),
    fileloc LONGTEXT,
    relative_fileloc VARCHAR(512),
    bundle_name VARCHAR(250) NOT NULL,
    bundle_version LONGTEXT,
    owners LONGTEXT,
    dag_display_name LONGTEXT,
    description LONGTEXT,
    timetable_type LONGTEXT NOT NULL,
    timetable_summary LONGTEXT,
    timetable_description LONGTEXT,
    timetable_partitioned BOOLEAN NOT NULL DEFAULT FALSE,
    timetable_periodic BOOLEAN NOT NULL DEFAULT FALSE,
    partition_mapper_info LONGTEXT NOT NULL DEFAULT ('{}'),
    asset_expression LONGTEXT,
    deadline LONGTEXT,
    max_active_tasks INTEGER NOT NULL,
    max_active_runs INTEGER,
    max_consecutive_failed_dag_runs INTEGER NOT NULL DEFAULT 0,
    has_task_concurrency_limits BOOLEAN NOT NULL DEFAULT FALSE,
    has_import_errors BOOLEAN DEFAULT FALSE,
    fail_fast BOOLEAN NOT NULL DEFAULT FALSE,
    allowed_run_types LONGTEXT,
    next_dagrun DATETIME(6),
    next_dagrun_data_interval_start DATETIME(6),
    next_dagrun_data_interval_end DATETIME(6),
    next_dagrun_partition_key LONGTEXT,
    next_dagrun_partition_date DATETIME(6),
    next_dagrun_create_after DATETIME(6),
    is_draining BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (dag_id),
    FOREIGN KEY (bundle_name) REFERENCES dag_bundle (name),
    KEY idx_next_dagrun_create_after (next_dagrun_create_after),
    KEY idx_dag_relative_fileloc (bundle_name, relative_fileloc)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE asset_dag_run_queue (
    asset_id BIGINT NOT NULL,
    target_dag_id VARCHAR(250) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (asset_id, target_dag_id),
    FOREIGN KEY (asset_id) REFERENCES asset (id) ON DELETE CASCADE,
    FOREIGN KEY (target_dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE,
    KEY idx_asset_dag_run_queue_target_dag_id (target_dag_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE backfill (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    dag_id LONGTEXT NOT NULL,
    from_date DATETIME(6) NOT NULL,
    to_date DATETIME(6) NOT NULL,
    dag_run_conf LONGTEXT NOT NULL,
    is_paused BOOLEAN DEFAULT FALSE,
    reprocess_behavior LONGTEXT NOT NULL,
    max_active_runs INTEGER NOT NULL,
    created_at DATETIME(6) NOT NULL,
    completed_at DATETIME(6),
    updated_at DATETIME(6) NOT NULL,
    triggering_user_name LONGTEXT
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag_version (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version_number INTEGER NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    bundle_name LONGTEXT,
    bundle_version LONGTEXT,
    version_data LONGTEXT,
    created_at DATETIME(6) NOT NULL,
    last_updated DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT dag_id_v_name_v_number_unique_constraint UNIQUE (dag_id, version_number),
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE log_template (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    filename LONGTEXT NOT NULL,
    elasticsearch_id LONGTEXT NOT NULL,
    created_at DATETIME(6) NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag_run (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    dag_id VARCHAR(250) NOT NULL,
    queued_at DATETIME(6),
    logical_date DATETIME(6),
    start_date DATETIME(6),
    end_date DATETIME(6),
    state VARCHAR(50),
    run_id VARCHAR(250) NOT NULL,
    creating_job_id INTEGER,
    run_type LONGTEXT NOT NULL,
    triggered_by LONGTEXT,
    triggering_user_name LONGTEXT,
    conf LONGTEXT,
    data_interval_start DATETIME(6),
    data_interval_end DATETIME(6),
    run_after DATETIME(6) NOT NULL,
    last_scheduling_decision DATETIME(6),
    log_template_id BIGINT,
    created_at DATETIME(6),
    updated_at DATETIME(6),
    clear_number INTEGER NOT NULL DEFAULT 0,
    backfill_id BIGINT,
    bundle_version LONGTEXT,
    scheduled_by_job_id INTEGER,
    context_carrier LONGTEXT,
    span_status VARCHAR(250) NOT NULL DEFAULT 'not_started',
    created_dag_version_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
    partition_key LONGTEXT,
    partition_date DATETIME(6),
    CONSTRAINT dag_run_dag_id_run_id_key UNIQUE (dag_id, run_id),
    CONSTRAINT dag_run_dag_id_logical_date_key UNIQUE (dag_id, logical_date),
    FOREIGN KEY (log_template_id) REFERENCES log_template (id),
    FOREIGN KEY (backfill_id) REFERENCES backfill (id),
    FOREIGN KEY (created_dag_version_id) REFERENCES dag_version (id) ON DELETE SET NULL,
    KEY idx_dag_run_run_after (run_after),
    KEY idx_dag_run_dag_id (dag_id, run_after),
    KEY idx_dag_run_created_dag_version_id (created_dag_version_id),
    KEY idx_dag_run_queued_dags (state, dag_id, run_after),
    KEY idx_dag_run_running_dags (state, dag_id, run_after),
    KEY dag_id_state (dag_id, state),
    KEY idx_dag_run_backfill_id (backfill_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE asset_partition_dag_run (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    target_dag_id LONGTEXT NOT NULL,
    created_dag_run_id BIGINT,
    partition_key LONGTEXT NOT NULL,
    partition_date DATETIME(6),
    rollup_fingerprint LONGTEXT,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    FOREIGN KEY (created_dag_run_id) REFERENCES dag_run (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE asset_state_store (
    asset_id BIGINT NOT NULL,
    "key" VARCHAR(512) NOT NULL,
    value LONGTEXT NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    last_updated_by_kind LONGTEXT,
    last_updated_by_dag_id LONGTEXT,
    last_updated_by_run_id LONGTEXT,
    last_updated_by_task_id LONGTEXT,
    last_updated_by_map_index INTEGER,
    PRIMARY KEY (asset_id, "key"),
    FOREIGN KEY (asset_id) REFERENCES asset (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE team (
    name VARCHAR(50) NOT NULL,
    PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE "trigger" (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    classpath LONGTEXT NOT NULL,
    kwargs LONGTEXT NOT NULL,
    created_date DATETIME(6) NOT NULL,
    triggerer_id INTEGER,
    queue VARCHAR(256),
    team_name VARCHAR(50),
    FOREIGN KEY (team_name) REFERENCES team (name) ON DELETE SET NULL,
    KEY idx_trigger_team_name (team_name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE asset_watcher (
    name LONGTEXT NOT NULL,
    asset_id BIGINT NOT NULL,
    trigger_id BIGINT NOT NULL,
    PRIMARY KEY (asset_id, trigger_id),
    FOREIGN KEY (asset_id) REFERENCES asset (id) ON DELETE CASCADE,
    FOREIGN KEY (trigger_id) REFERENCES "trigger" (id) ON DELETE CASCADE,
    KEY idx_awm_trigger_id (trigger_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE backfill_dag_run (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    backfill_id BIGINT NOT NULL,
    dag_run_id BIGINT,
    exception_reason LONGTEXT,
    logical_date DATETIME(6),
    partition_key LONGTEXT,
    sort_ordinal INTEGER NOT NULL,
    UNIQUE (backfill_id, dag_run_id),
    FOREIGN KEY (backfill_id) REFERENCES backfill (id) ON DELETE CASCADE,
    FOREIGN KEY (dag_run_id) REFERENCES dag_run (id) ON DELETE SET NULL,
    UNIQUE KEY ix_bdr_backfill_id_logical_date (backfill_id, logical_date)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE callback (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    type LONGTEXT NOT NULL,
    fetch_method LONGTEXT NOT NULL,
    data LONGTEXT NOT NULL,
    bundle_name LONGTEXT,
    state VARCHAR(10),
    output LONGTEXT,
    priority_weight INTEGER NOT NULL DEFAULT 1,
    created_at DATETIME(6) NOT NULL,
    trigger_id BIGINT,
    PRIMARY KEY (id),
    FOREIGN KEY (trigger_id) REFERENCES "trigger" (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE connection (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    conn_id VARCHAR(250) NOT NULL,
    conn_type LONGTEXT NOT NULL,
    description LONGTEXT,
    host LONGTEXT,
    "schema" LONGTEXT,
    login LONGTEXT,
    port INTEGER,
    team_name VARCHAR(50),
    password LONGTEXT,
    extra LONGTEXT,
    is_encrypted BOOLEAN NOT NULL DEFAULT FALSE,
    is_extra_encrypted BOOLEAN NOT NULL DEFAULT FALSE,
    UNIQUE (conn_id),
    FOREIGN KEY (team_name) REFERENCES team (name) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE connection_test_request (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    token VARCHAR(64) NOT NULL,
    connection_id LONGTEXT NOT NULL,
    state VARCHAR(20) NOT NULL,
    result_message LONGTEXT,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    executor LONGTEXT,
    queue VARCHAR(256),
    conn_type LONGTEXT NOT NULL,
    host LONGTEXT,
    login LONGTEXT,
    "schema" LONGTEXT,
    port INTEGER,
    commit_on_success BOOLEAN NOT NULL,
    is_encrypted BOOLEAN NOT NULL,
    is_extra_encrypted BOOLEAN NOT NULL,
    active_connection_id VARCHAR(250),
    team_name LONGTEXT,
    password LONGTEXT,
    extra LONGTEXT,
    PRIMARY KEY (id),
    UNIQUE (active_connection_id),
    UNIQUE (token),
    KEY idx_connection_test_request_state_created_at (state, created_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag_bundle_team (
    dag_bundle_name VARCHAR(250) NOT NULL,
    team_name VARCHAR(50) NOT NULL,
    PRIMARY KEY (dag_bundle_name, team_name),
    FOREIGN KEY (dag_bundle_name) REFERENCES dag_bundle (name) ON DELETE CASCADE,
    FOREIGN KEY (team_name) REFERENCES team (name) ON DELETE CASCADE,
    KEY idx_dag_bundle_team_team_name (team_name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag_code (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    dag_id LONGTEXT NOT NULL,
    fileloc LONGTEXT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    last_updated DATETIME(6) NOT NULL,
    source_code LONGTEXT NOT NULL,
    source_code_hash LONGTEXT NOT NULL,
    dag_version_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (dag_version_id),
    FOREIGN KEY (dag_version_id) REFERENCES dag_version (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag_favorite (
    user_id VARCHAR(250) NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    PRIMARY KEY (user_id, dag_id),
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag_owner_attributes (
    dag_id VARCHAR(250) NOT NULL,
    owner VARCHAR(500) NOT NULL,
    link LONGTEXT NOT NULL,
    PRIMARY KEY (dag_id, owner),
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag_priority_parsing_request (
    id VARCHAR(32) NOT NULL,
    bundle_name LONGTEXT NOT NULL,
    relative_fileloc LONGTEXT NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag_run_note (
    user_id LONGTEXT,
    dag_run_id BIGINT NOT NULL,
    content LONGTEXT,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (dag_run_id),
    FOREIGN KEY (dag_run_id) REFERENCES dag_run (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag_schedule_asset_alias_reference (
    alias_id BIGINT NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (alias_id, dag_id),
    FOREIGN KEY (alias_id) REFERENCES asset_alias (id) ON DELETE CASCADE,
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE,
    KEY idx_dag_schedule_asset_alias_reference_dag_id (dag_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag_schedule_asset_name_reference (
    name VARCHAR(1500) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (name, dag_id),
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE,
    KEY idx_dag_schedule_asset_name_reference_dag_id (dag_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag_schedule_asset_reference (
    asset_id BIGINT NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    allow_producer_teams LONGTEXT,
    allow_global_producers BOOLEAN NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (asset_id, dag_id),
    FOREIGN KEY (asset_id) REFERENCES asset (id) ON DELETE CASCADE,
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE,
    KEY idx_dag_schedule_asset_reference_dag_id (dag_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag_schedule_asset_uri_reference (
    uri VARCHAR(1500) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (uri, dag_id),
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE,
    KEY idx_dag_schedule_asset_uri_reference_dag_id (dag_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag_tag (
    name VARCHAR(100) NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    PRIMARY KEY (name, dag_id),
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE,
    KEY idx_dag_tag_dag_id (dag_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dag_warning (
    dag_id VARCHAR(250) NOT NULL,
    warning_type VARCHAR(50) NOT NULL,
    message LONGTEXT NOT NULL,
    timestamp DATETIME(6) NOT NULL,
    PRIMARY KEY (dag_id, warning_type),
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE,
    KEY idx_dag_warning_dag_id (dag_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE dagrun_asset_event (
    dag_run_id BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    PRIMARY KEY (dag_run_id, event_id),
    FOREIGN KEY (dag_run_id) REFERENCES dag_run (id) ON DELETE CASCADE,
    FOREIGN KEY (event_id) REFERENCES asset_event (id) ON DELETE CASCADE,
    KEY idx_dagrun_asset_events_event_id (event_id),
    KEY idx_dagrun_asset_events_dag_run_id (dag_run_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE serialized_dag (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    dag_id LONGTEXT NOT NULL,
    data LONGTEXT,
    data_compressed LONGBLOB,
    created_at DATETIME(6) NOT NULL,
    last_updated DATETIME(6) NOT NULL,
    dag_hash LONGTEXT NOT NULL,
    dag_version_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (dag_version_id),
    FOREIGN KEY (dag_version_id) REFERENCES dag_version (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE deadline_alert (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at DATETIME(6) NOT NULL,
    serialized_dag_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name LONGTEXT,
    description LONGTEXT,
    reference LONGTEXT NOT NULL,
    "interval" LONGTEXT NOT NULL,
    callback_def LONGTEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (serialized_dag_id) REFERENCES serialized_dag (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE deadline (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at DATETIME(6) NOT NULL,
    last_updated_at DATETIME(6) NOT NULL,
    dagrun_id BIGINT,
    deadline_time DATETIME(6) NOT NULL,
    missed BOOLEAN NOT NULL,
    callback_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    deadline_alert_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
    PRIMARY KEY (id),
    FOREIGN KEY (dagrun_id) REFERENCES dag_run (id) ON DELETE CASCADE,
    FOREIGN KEY (callback_id) REFERENCES callback (id) ON DELETE CASCADE,
    FOREIGN KEY (deadline_alert_id) REFERENCES deadline_alert (id) ON DELETE SET NULL,
    KEY deadline_callback_id_idx (callback_id),
    KEY deadline_missed_deadline_time_idx (missed, deadline_time)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE task_instance (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    run_id VARCHAR(250) NOT NULL,
    map_index INTEGER NOT NULL DEFAULT -1,
    start_date DATETIME(6),
    end_date DATETIME(6),
    duration DOUBLE,
    state VARCHAR(20),
    try_number INTEGER NOT NULL DEFAULT 0,
    max_tries INTEGER NOT NULL DEFAULT 0,
    hostname LONGTEXT,
    unixname LONGTEXT,
    pool VARCHAR(256) NOT NULL,
    pool_slots INTEGER NOT NULL DEFAULT 1,
    queue VARCHAR(256),
    priority_weight INTEGER,
    operator LONGTEXT,
    custom_operator_name LONGTEXT,
    queued_dttm DATETIME(6),
    scheduled_dttm DATETIME(6),
    queued_by_job_id INTEGER,
    last_heartbeat_at DATETIME(6),
    pid INTEGER,
    executor LONGTEXT,
    executor_config LONGBLOB,
    updated_at DATETIME(6),
    rendered_map_index LONGTEXT,
    context_carrier LONGTEXT,
    span_status VARCHAR(250) NOT NULL DEFAULT 'not_started',
    external_executor_id LONGTEXT,
    trigger_id BIGINT,
    trigger_timeout DATETIME(6),
    next_method LONGTEXT,
    next_kwargs LONGTEXT,
    task_display_name LONGTEXT,
    dag_version_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
    retry_delay_override DOUBLE,
    retry_reason LONGTEXT,
    exit_cause LONGTEXT,
    reschedule_date DATETIME(6),
    PRIMARY KEY (id),
    CONSTRAINT task_instance_composite_key UNIQUE (dag_id, run_id, task_id, map_index),
    FOREIGN KEY (trigger_id) REFERENCES "trigger" (id) ON DELETE CASCADE,
    FOREIGN KEY (dag_id, run_id) REFERENCES dag_run (dag_id, run_id) ON DELETE CASCADE,
    FOREIGN KEY (dag_version_id) REFERENCES dag_version (id) ON DELETE RESTRICT,
    KEY ti_state (state),
    KEY ti_dag_version_id (dag_version_id),
    KEY ti_trigger_id (trigger_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE hitl_detail (
    ti_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    options LONGTEXT NOT NULL,
    subject LONGTEXT NOT NULL,
    body LONGTEXT,
    defaults LONGTEXT,
    multiple BOOLEAN,
    params LONGTEXT NOT NULL,
    assignees LONGTEXT,
    created_at DATETIME(6) NOT NULL,
    responded_at DATETIME(6),
    responded_by LONGTEXT,
    chosen_options LONGTEXT,
    params_input LONGTEXT NOT NULL,
    PRIMARY KEY (ti_id),
    FOREIGN KEY (ti_id) REFERENCES task_instance (id) ON UPDATE CASCADE ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE task_instance_history (
    task_instance_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    run_id VARCHAR(250) NOT NULL,
    map_index INTEGER NOT NULL,
    try_number INTEGER NOT NULL,
    start_date DATETIME(6),
    end_date DATETIME(6),
    duration DOUBLE,
    state VARCHAR(20),
    max_tries INTEGER,
    hostname LONGTEXT,
    unixname LONGTEXT,
    pool VARCHAR(256) NOT NULL,
    pool_slots INTEGER NOT NULL,
    queue VARCHAR(256),
    priority_weight INTEGER,
    operator LONGTEXT,
    custom_operator_name LONGTEXT,
    queued_dttm DATETIME(6),
    scheduled_dttm DATETIME(6),
    queued_by_job_id INTEGER,
    pid INTEGER,
    executor LONGTEXT,
    executor_config LONGBLOB,
    updated_at DATETIME(6),
    rendered_map_index LONGTEXT,
    context_carrier LONGTEXT,
    span_status VARCHAR(250) NOT NULL DEFAULT 'not_started',
    external_executor_id LONGTEXT,
    trigger_id BIGINT,
    trigger_timeout DATETIME(6),
    next_method LONGTEXT,
    next_kwargs LONGTEXT,
    task_display_name LONGTEXT,
    dag_version_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
    retry_delay_override DOUBLE,
    retry_reason LONGTEXT,
    exit_cause LONGTEXT,
    PRIMARY KEY (task_instance_id),
    CONSTRAINT task_instance_history_dtrt_uq UNIQUE (dag_id, run_id, task_id, map_index, try_number),
    FOREIGN KEY (dag_id, run_id, task_id, map_index) REFERENCES task_instance (dag_id, run_id, task_id, map_index) ON UPDATE CASCADE ON DELETE CASCADE,
    KEY idx_tih_dag_run (dag_id, run_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE hitl_detail_history (
    ti_history_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    options LONGTEXT NOT NULL,
    subject LONGTEXT NOT NULL,
    body LONGTEXT,
    defaults LONGTEXT,
    multiple BOOLEAN,
    params LONGTEXT NOT NULL,
    assignees LONGTEXT,
    created_at DATETIME(6) NOT NULL,
    responded_at DATETIME(6),
    responded_by LONGTEXT,
    chosen_options LONGTEXT,
    params_input LONGTEXT NOT NULL,
    PRIMARY KEY (ti_history_id),
    FOREIGN KEY (ti_history_id) REFERENCES task_instance_history (task_instance_id) ON UPDATE CASCADE ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE import_error (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    timestamp DATETIME(6),
    filename VARCHAR(512),
    bundle_name VARCHAR(250),
    stacktrace LONGTEXT,
    UNIQUE KEY idx_import_error_file (bundle_name, filename)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE job (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    dag_id VARCHAR(250),
    state VARCHAR(20),
    job_type VARCHAR(30),
    start_date DATETIME(6),
    end_date DATETIME(6),
    latest_heartbeat DATETIME(6),
    executor_class LONGTEXT,
    hostname LONGTEXT,
    unixname LONGTEXT,
    pid INTEGER,
    lease_owner LONGTEXT,
    KEY job_type_heart (job_type, latest_heartbeat),
    KEY idx_job_dag_id (dag_id),
    KEY idx_job_state_heartbeat (state, latest_heartbeat)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE log (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    dttm DATETIME(6),
    dag_id VARCHAR(250),
    task_id VARCHAR(250),
    map_index INTEGER,
    event VARCHAR(60) NOT NULL,
    logical_date DATETIME(6),
    run_id VARCHAR(250),
    owner LONGTEXT,
    owner_display_name LONGTEXT,
    extra LONGTEXT,
    try_number INTEGER,
    KEY idx_log_event (event),
    KEY idx_log_dttm (dttm),
    KEY idx_log_task_instance (dag_id, task_id, run_id, map_index, try_number)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE partitioned_asset_key_log (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    asset_id BIGINT NOT NULL,
    asset_event_id BIGINT NOT NULL,
    asset_partition_dag_run_id BIGINT NOT NULL,
    source_partition_key LONGTEXT NOT NULL,
    target_dag_id LONGTEXT NOT NULL,
    target_partition_key LONGTEXT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    KEY idx_pakl_apdr_id (asset_partition_dag_run_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE rendered_task_instance_fields (
    dag_id VARCHAR(250) NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    run_id VARCHAR(250) NOT NULL,
    map_index INTEGER NOT NULL DEFAULT -1,
    rendered_fields LONGTEXT NOT NULL,
    k8s_pod_yaml LONGTEXT,
    PRIMARY KEY (dag_id, task_id, run_id, map_index),
    FOREIGN KEY (dag_id, run_id, task_id, map_index) REFERENCES task_instance (dag_id, run_id, task_id, map_index) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE revoked_token (
    jti VARCHAR(32) NOT NULL,
    exp DATETIME(6) NOT NULL,
    PRIMARY KEY (jti),
    KEY idx_revoked_token_exp (exp)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE session (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    session_id VARCHAR(255),
    data LONGBLOB,
    expiry DATETIME(6),
    UNIQUE (session_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE slot_pool (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    pool VARCHAR(256),
    slots INTEGER NOT NULL,
    description LONGTEXT,
    include_deferred BOOLEAN NOT NULL DEFAULT FALSE,
    team_name VARCHAR(50),
    occupied_slots INTEGER NOT NULL DEFAULT 0,
    UNIQUE (pool),
    FOREIGN KEY (team_name) REFERENCES team (name) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE task_inlet_asset_reference (
    asset_id BIGINT NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (asset_id, dag_id, task_id),
    FOREIGN KEY (asset_id) REFERENCES asset (id) ON DELETE CASCADE,
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE,
    KEY idx_task_inlet_asset_reference_dag_id (dag_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE task_instance_note (
    ti_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    user_id LONGTEXT,
    content LONGTEXT,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (ti_id),
    FOREIGN KEY (ti_id) REFERENCES task_instance (id) ON UPDATE CASCADE ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE task_map (
    dag_id VARCHAR(250) NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    run_id VARCHAR(250) NOT NULL,
    map_index INTEGER NOT NULL DEFAULT -1,
    length INTEGER NOT NULL,
    "keys" LONGTEXT,
    CHECK (length >= 0),
    PRIMARY KEY (dag_id, task_id, run_id, map_index),
    FOREIGN KEY (dag_id, run_id, task_id, map_index) REFERENCES task_instance (dag_id, run_id, task_id, map_index) ON UPDATE CASCADE ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE task_outlet_asset_reference (
    asset_id BIGINT NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    allow_consumer_teams LONGTEXT,
    allow_global_consumers BOOLEAN NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (asset_id, dag_id, task_id),
    FOREIGN KEY (asset_id) REFERENCES asset (id) ON DELETE CASCADE,
    FOREIGN KEY (dag_id) REFERENCES dag (dag_id) ON DELETE CASCADE,
    KEY idx_task_outlet_asset_reference_dag_id (dag_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE task_reschedule (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ti_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    start_date DATETIME(6) NOT NULL,
    end_date DATETIME(6) NOT NULL,
    duration INTEGER NOT NULL,
    reschedule_date DATETIME(6) NOT NULL,
    FOREIGN KEY (ti_id) REFERENCES task_instance (id) ON UPDATE CASCADE ON DELETE CASCADE,
    KEY idx_task_reschedule_ti_id_id_desc (ti_id, id DESC)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE task_state_store (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    dag_run_id BIGINT NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    map_index INTEGER NOT NULL,
    "key" VARCHAR(512) NOT NULL,
    dag_id VARCHAR(250) NOT NULL,
    run_id VARCHAR(250) NOT NULL,
    value LONGTEXT NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6),
    UNIQUE (dag_run_id, task_id, map_index, "key"),
    FOREIGN KEY (dag_run_id) REFERENCES dag_run (id) ON DELETE CASCADE,
    KEY idx_task_state_store_expires_at (expires_at),
    KEY idx_task_state_store_lookup (dag_id, run_id, task_id, map_index)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE variable (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    "key" VARCHAR(250) NOT NULL,
    val LONGTEXT NOT NULL,
    description LONGTEXT,
    is_encrypted BOOLEAN NOT NULL DEFAULT FALSE,
    team_name VARCHAR(50),
    UNIQUE ("key"),
    FOREIGN KEY (team_name) REFERENCES team (name) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE xcom (
    dag_run_id BIGINT NOT NULL,
    task_id VARCHAR(250) NOT NULL,
    map_index INTEGER NOT NULL DEFAULT -1,
    "key" VARCHAR(512) NOT NULL,
    dag_result BOOLEAN,
    dag_id VARCHAR(250) NOT NULL,
    run_id VARCHAR(250) NOT NULL,
    value LONGTEXT,
    timestamp DATETIME(6) NOT NULL,
    PRIMARY KEY (dag_run_id, task_id, map_index, "key"),
    FOREIGN KEY (dag_id, run_id, task_id, map_index) REFERENCES task_instance (dag_id, run_id, task_id, map_index) ON DELETE CASCADE,
    KEY idx_xcom_task_instance (dag_id, run_id, task_id, map_index)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What Airflow does not have.
-- Content-addressed files of DAG code; a manifest is a tree of path to hash, as a JSON array of {path, hash, size}.
CREATE TABLE bundle_blob (
    hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    content LONGBLOB NOT NULL,
    created_at DATETIME(6) NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE bundle_manifest (
    version CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    bundle_name LONGTEXT NOT NULL,
    entries LONGTEXT NOT NULL,
    created_at DATETIME(6) NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The right to decide about a run. The row stays when nobody holds it (owner is null), so that the epoch only ever counts up.
CREATE TABLE run_lease (
    dag_run_id BIGINT NOT NULL PRIMARY KEY,
    owner VARCHAR(250),
    epoch BIGINT NOT NULL,
    expires_at DATETIME(6),
    FOREIGN KEY (dag_run_id) REFERENCES dag_run (id) ON DELETE CASCADE,
    KEY idx_run_lease_owner (owner)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Messages that must leave after the commit that caused them.
CREATE TABLE outbox (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    topic LONGTEXT NOT NULL,
    payload LONGTEXT NOT NULL,
    created_at DATETIME(6) NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO slot_pool (pool, slots, description) VALUES ('default_pool', 128, 'Default pool');

-- The names of transactions whose commits may not have been answered yet.
CREATE TABLE write_receipt (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    created_at DATETIME(6) NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The rows that a transaction locks for what only one may do at a time; their numbers are those of SqlLock.
CREATE TABLE write_lock (
    scope INTEGER NOT NULL PRIMARY KEY
) ENGINE = InnoDB;
INSERT INTO write_lock (scope) VALUES (1), (2), (3), (4);

-- How often each topic was woken: processes that wait look at it many times a second.
CREATE TABLE wake_topic (
    topic VARCHAR(50) NOT NULL PRIMARY KEY,
    wakes BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
