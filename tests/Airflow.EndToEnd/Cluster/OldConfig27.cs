namespace Airflow.EndToEnd.Cluster;

/// <summary>An airflow.cfg with the options that a file written by Airflow 2.7 has, after the edits of the guide for three cloud machines.</summary>
internal static class OldConfig27
{
    public const string Text = """
        [core]
        dags_folder = {AIRFLOW_HOME}/dags
        hostname_callable = airflow.utils.net.getfqdn
        might_contain_dag_callable = airflow.utils.file.might_contain_dag_via_default_heuristic
        default_timezone = Asia/Seoul
        executor = CeleryExecutor
        auth_manager = airflow.auth.managers.fab.fab_auth_manager.FabAuthManager
        parallelism = 32
        max_active_tasks_per_dag = 16
        dags_are_paused_at_creation = True
        max_active_runs_per_dag = 16
        # mp_start_method =
        load_examples = False
        plugins_folder = {AIRFLOW_HOME}/plugins
        execute_tasks_new_python_interpreter = False
        fernet_key = g1Yb0Jz3cQnGk8pQH2mYv7ZrW5tXe9LuAd4sBi6oFhM=
        donot_pickle = True
        dagbag_import_timeout = 30.0
        dagbag_import_error_tracebacks = True
        dagbag_import_error_traceback_depth = 2
        dag_file_processor_timeout = 50
        task_runner = StandardTaskRunner
        default_impersonation =
        security =
        unit_test_mode = False
        enable_xcom_pickling = False
        allowed_deserialization_classes = airflow\..*
        killed_task_cleanup_time = 60
        dag_run_conf_overrides_params = True
        dag_discovery_safe_mode = True
        dag_ignore_file_syntax = regexp
        default_task_retries = 0
        default_task_retry_delay = 300
        max_task_retry_delay = 86400
        default_task_weight_rule = downstream
        default_task_execution_timeout =
        min_serialized_dag_update_interval = 30
        compress_serialized_dags = False
        min_serialized_dag_fetch_interval = 10
        max_num_rendered_ti_fields_per_task = 30
        check_slas = True
        xcom_backend = airflow.models.xcom.BaseXCom
        lazy_load_plugins = True
        lazy_discover_providers = True
        hide_sensitive_var_conn_fields = True
        sensitive_var_conn_names =
        default_pool_task_slot_count = 128
        max_map_length = 1024
        daemon_umask = 0o077
        database_access_isolation = False
        test_connection = Disabled

        [database]
        alembic_ini_file_path = alembic.ini
        sql_alchemy_conn = mysql+mysqlconnector://airflow:crawl-pw@10.77.0.1:3306/airflow
        sql_engine_encoding = utf-8
        sql_alchemy_pool_enabled = True
        sql_alchemy_pool_size = 5
        sql_alchemy_max_overflow = 10
        sql_alchemy_pool_recycle = 1800
        sql_alchemy_pool_pre_ping = True
        sql_alchemy_schema =
        load_default_connections = True
        max_db_retries = 3
        check_migrations = True

        [logging]
        base_log_folder = {AIRFLOW_HOME}/logs
        remote_logging = False
        logging_level = INFO
        fab_logging_level = WARNING
        colored_console_log = True
        colored_log_format = [%%(blue)s%%(asctime)s%%(reset)s] {%%(blue)s%%(filename)s:%%(reset)s%%(lineno)d} %%(log_color)s%%(levelname)s%%(reset)s - %%(log_color)s%%(message)s%%(reset)s
        log_format = [%%(asctime)s] {%%(filename)s:%%(lineno)d} %%(levelname)s - %%(message)s
        simple_log_format = %%(asctime)s %%(levelname)s - %%(message)s
        log_filename_template = dag_id={{ ti.dag_id }}/run_id={{ ti.run_id }}/task_id={{ ti.task_id }}/{%% if ti.map_index >= 0 %%}map_index={{ ti.map_index }}/{%% endif %%}attempt={{ try_number }}.log
        dag_processor_manager_log_location = {AIRFLOW_HOME}/logs/dag_processor_manager/dag_processor_manager.log
        worker_log_server_port = 8793
        trigger_log_server_port = 8794

        [metrics]
        statsd_on = False
        statsd_host = localhost
        statsd_port = 8125
        statsd_prefix = airflow

        [cli]
        api_client = airflow.api.client.local_client
        endpoint_url = http://localhost:8988

        [debug]
        fail_fast = False

        [api]
        enable_experimental_api = False
        auth_backends = airflow.api.auth.backend.session
        maximum_page_limit = 100
        fallback_page_limit = 100

        [operators]
        default_owner = airflow
        default_deferrable = false
        default_cpus = 1
        default_ram = 512
        default_queue = default
        allow_illegal_arguments = False

        [webserver]
        base_url = http://localhost:8988
        default_ui_timezone = Asia/Seoul
        web_server_host = 0.0.0.0
        web_server_port = 8988
        web_server_ssl_cert =
        web_server_ssl_key =
        session_backend = database
        web_server_master_timeout = 120
        web_server_worker_timeout = 120
        worker_refresh_batch_size = 1
        worker_refresh_interval = 6000
        reload_on_plugin_change = False
        secret_key = 3aQm5bVx9cLk2pRt7yWz8n==
        workers = 4
        worker_class = sync
        access_logfile = -
        error_logfile = -
        expose_config = False
        expose_hostname = False
        dag_default_view = graph
        dag_orientation = LR
        log_fetch_timeout_sec = 5
        hide_paused_dags_by_default = False
        page_size = 100
        navbar_color = #fff
        default_dag_run_display_number = 25
        enable_proxy_fix = False
        cookie_secure = False
        cookie_samesite = Lax
        x_frame_enabled = True
        session_lifetime_minutes = 43200
        instance_name_has_markup = False
        auto_refresh_interval = 3
        warn_deployment_exposure = True
        caching_hash_method = md5

        [email]
        email_backend = airflow.utils.email.send_email_smtp
        email_conn_id = smtp_default
        default_email_on_retry = True
        default_email_on_failure = True

        [smtp]
        smtp_host = localhost
        smtp_starttls = True
        smtp_ssl = False
        smtp_port = 25
        smtp_mail_from = airflow@example.com
        smtp_timeout = 30
        smtp_retry_limit = 5

        [celery]
        celery_app_name = airflow.providers.celery.executors.celery_executor
        worker_concurrency = 16
        worker_prefetch_multiplier = 1
        worker_enable_remote_control = true
        broker_url = redis://10.77.0.1:6379
        result_backend = db+mysql+mysqlconnector://airflow:crawl-pw@10.77.0.1:3306/airflow
        flower_host = 0.0.0.0
        flower_url_prefix =
        flower_port = 15555
        flower_basic_auth =
        sync_parallelism = 0
        celery_config_options = airflow.providers.celery.executors.default_celery.DEFAULT_CELERY_CONFIG
        ssl_active = False
        pool = prefork
        operation_timeout = 1.0
        task_track_started = True
        task_adoption_timeout = 600
        stalled_task_timeout = 0
        task_publish_max_retries = 3

        [celery_broker_transport_options]

        [scheduler]
        job_heartbeat_sec = 5
        scheduler_heartbeat_sec = 5
        local_task_job_heartbeat_sec = 0
        num_runs = -1
        scheduler_idle_sleep_time = 1
        min_file_process_interval = 30
        parsing_cleanup_interval = 60
        dag_dir_list_interval = 60
        print_stats_interval = 30
        pool_metrics_interval = 5.0
        scheduler_health_check_threshold = 30
        enable_health_check = False
        scheduler_health_check_server_port = 8974
        orphaned_tasks_check_interval = 300.0
        child_process_log_directory = {AIRFLOW_HOME}/logs/scheduler
        scheduler_zombie_task_threshold = 300
        zombie_detection_interval = 10.0
        catchup_by_default = True
        ignore_first_depends_on_past_by_default = True
        max_tis_per_query = 16
        use_row_level_locking = True
        max_dagruns_to_create_per_loop = 10
        max_dagruns_per_loop_to_schedule = 20
        schedule_after_task_execution = True
        parsing_pre_import_modules = True
        parsing_processes = 2
        file_parsing_sort_mode = modified_time
        standalone_dag_processor = False
        max_callbacks_per_loop = 20
        dag_stale_not_seen_duration = 600
        use_job_schedule = True
        allow_trigger_in_future = False
        trigger_timeout_check_interval = 15
        task_queued_timeout = 600.0
        task_queued_timeout_check_interval = 120.0

        [triggerer]
        default_capacity = 1000
        job_heartbeat_sec = 5
        triggerer_health_check_threshold = 30

        [kerberos]
        ccache = /tmp/airflow_krb5_ccache
        principal = airflow
        reinit_frequency = 3600

        [sensors]
        default_timeout = 604800
        """;
}
