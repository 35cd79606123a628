namespace Airflow.EndToEnd.Cluster;

/// <summary>An airflow.cfg with the options that a file written by Airflow 1.10 has, and the values that it has there.</summary>
internal static class OldConfig110
{
    private const string Text = """
        [core]
        dags_folder = {AIRFLOW_HOME}/dags
        base_log_folder = {AIRFLOW_HOME}/logs
        remote_logging = False
        remote_log_conn_id =
        remote_base_log_folder =
        encrypt_s3_logs = False
        logging_level = INFO
        fab_logging_level = WARN
        logging_config_class =
        colored_console_log = True
        colored_log_format = [%%(blue)s%%(asctime)s%%(reset)s] {%%(blue)s%%(filename)s:%%(reset)s%%(lineno)d} %%(log_color)s%%(levelname)s%%(reset)s - %%(log_color)s%%(message)s%%(reset)s
        colored_formatter_class = airflow.utils.log.colored_log.CustomTTYColoredFormatter
        log_format = [%%(asctime)s] {%%(filename)s:%%(lineno)d} %%(levelname)s - %%(message)s
        simple_log_format = %%(asctime)s %%(levelname)s - %%(message)s
        task_log_prefix_template =
        log_filename_template = {{ ti.dag_id }}/{{ ti.task_id }}/{{ ts }}/{{ try_number }}.log
        log_processor_filename_template = {{ filename }}.log
        dag_processor_manager_log_location = {AIRFLOW_HOME}/logs/dag_processor_manager/dag_processor_manager.log
        hostname_callable = socket:getfqdn
        default_timezone = utc
        executor = EXECUTOR
        sql_alchemy_conn = postgresql+psycopg2://airflow_user:airflow_pass123@10.77.0.1/airflow_db
        sql_engine_encoding = utf-8
        sql_alchemy_pool_enabled = True
        sql_alchemy_pool_size = 5
        sql_alchemy_max_overflow = 10
        sql_alchemy_pool_recycle = 1800
        sql_alchemy_pool_pre_ping = True
        sql_alchemy_schema =
        parallelism = 32
        dag_concurrency = 16
        dags_are_paused_at_creation = True
        max_active_runs_per_dag = 16
        load_examples = False
        load_default_connections = True
        plugins_folder = {AIRFLOW_HOME}/plugins
        fernet_key = g1Yb0Jz3cQnGk8pQH2mYv7ZrW5tXe9LuAd4sBi6oFhM=
        donot_pickle = False
        dagbag_import_timeout = 30
        dag_file_processor_timeout = 50
        task_runner = StandardTaskRunner
        default_impersonation =
        security =
        secure_mode = False
        unit_test_mode = False
        enable_xcom_pickling = True
        killed_task_cleanup_time = 60
        dag_run_conf_overrides_params = False
        worker_precheck = False
        dag_discovery_safe_mode = True
        default_task_retries = 0
        store_serialized_dags = False
        min_serialized_dag_update_interval = 30
        check_slas = True

        [secrets]
        backend =
        backend_kwargs =

        [cli]
        api_client = airflow.api.client.local_client
        endpoint_url = http://localhost:8080

        [api]
        auth_backend = airflow.api.auth.backend.default

        [operators]
        default_owner = airflow
        default_cpus = 1
        default_ram = 512
        default_disk = 512
        default_gpus = 0

        [webserver]
        base_url = http://localhost:8080
        web_server_host = 0.0.0.0
        web_server_port = 8080
        web_server_ssl_cert =
        web_server_ssl_key =
        web_server_master_timeout = 120
        web_server_worker_timeout = 120
        worker_refresh_batch_size = 1
        worker_refresh_interval = 30
        secret_key = temporary_key
        workers = 4
        worker_class = sync
        access_logfile = -
        error_logfile = -
        expose_config = False
        authenticate = False
        filter_by_owner = False
        owner_mode = user
        dag_default_view = tree
        dag_orientation = LR
        demo_mode = False
        log_fetch_timeout_sec = 5
        hide_paused_dags_by_default = False
        page_size = 100
        rbac = False
        navbar_color = #007A87
        default_dag_run_display_number = 25
        enable_proxy_fix = False

        [email]
        email_backend = airflow.utils.email.send_email_smtp

        [smtp]
        smtp_host = localhost
        smtp_starttls = True
        smtp_ssl = False
        smtp_port = 25
        smtp_mail_from = airflow@example.com

        [celery]
        celery_app_name = airflow.executors.celery_executor
        worker_concurrency = 16
        worker_log_server_port = 8793
        broker_url = BROKER_URL
        result_backend = db+postgresql://airflow_user:airflow_pass123@10.77.0.1/airflow_db
        flower_host = 0.0.0.0
        flower_url_prefix =
        flower_port = 5555
        flower_basic_auth =
        default_queue = default
        sync_parallelism = 0
        celery_config_options = airflow.config_templates.default_celery.DEFAULT_CELERY_CONFIG
        ssl_active = False
        ssl_key =
        ssl_cert =
        ssl_cacert =
        pool = prefork
        operation_timeout = 2

        [celery_broker_transport_options]

        [scheduler]
        job_heartbeat_sec = 5
        scheduler_heartbeat_sec = 5
        run_duration = -1
        num_runs = -1
        processor_poll_interval = 1
        min_file_process_interval = 0
        dag_dir_list_interval = 300
        print_stats_interval = 30
        scheduler_health_check_threshold = 30
        child_process_log_directory = {AIRFLOW_HOME}/logs/scheduler
        scheduler_zombie_task_threshold = 300
        catchup_by_default = True
        max_tis_per_query = 512
        statsd_on = False
        statsd_host = localhost
        statsd_port = 8125
        statsd_prefix = airflow
        max_threads = 2
        authenticate = False
        use_job_schedule = True

        [admin]
        hide_sensitive_variable_fields = True
        """;

    public static string Of(string executor, string brokerUrl) =>
        Text.Replace("EXECUTOR", executor, StringComparison.Ordinal).Replace("BROKER_URL", brokerUrl, StringComparison.Ordinal);
}
