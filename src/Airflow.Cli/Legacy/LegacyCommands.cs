namespace Airflow.Cli.Legacy;

/// <summary>The old names, and the old flags of names that stayed.</summary>
internal static class LegacyCommands
{
    private const string Subdir = "-S/-sd/--subdir=:drop";
    private const string WebServer = "-k/--workerclass=:drop -w/--workers=:drop -t/--worker_timeout=:drop -hn/--hostname/-H=:--host "
        + "-A/--access_logfile=:drop -E/--error_logfile=:drop --ssl_cert=:--ssl-cert --ssl_key=:--ssl-key -d/--debug/--dev:drop -L/--access-logformat=:drop";

    private const string TaskRun = Subdir + " -m/--mark_success:refuse -f/--force:drop --pool=:drop --cfg_path=:drop -l/--local:drop -r/--raw:drop "
        + "-A/--ignore_all_dependencies:drop -i/--ignore_dependencies:drop -I/--ignore_depends_on_past:drop --ship_dag:drop -p/--pickle=:drop "
        + "-j/--job_id=:drop -int/-N/--interactive:drop --error-file=:drop --no-shut-down-logging:drop -d/--depends-on-past=:drop --read-from-db:drop";

    private const string Backfill = Subdir + " -t/--task_regex=:refuse -m/--mark_success:refuse --treat-dag-as-regex:refuse --treat-dag-id-as-regex:refuse "
        + "-s/--start_date=:--from-date -e/--end_date=:--to-date -c/--conf=:--dag-run-conf -n/--dry_run:--dry-run -B/--run_backwards:--run-backwards "
        + "--reset_dagruns:--reprocess-behavior=completed --rerun_failed_tasks:--reprocess-behavior=failed "
        + "-l/--local:drop -x/--donot_pickle:drop -y/--yes:drop -i/--ignore_dependencies:drop -I/--ignore_first_depends_on_past:drop --pool=:drop "
        + "--delay_on_limit=:drop -v/--verbose:drop --continue-on-failures:drop --disable-retry:drop";

    private const string NoRecord = "no state is recorded";
    private const string Queued = "the runs are queued and not waited for";
    private const string NoKubernetes = "there is no Kubernetes executor";

    private static readonly string[] Dates = ["--from-date", "--to-date"];

    /// <summary>Names that are gone.</summary>
    public static readonly LegacyCommand[] Renamed =
    [
        new("initdb", "db migrate"),
        new("upgradedb", "db migrate"),
        new("resetdb", "db reset"),
        new("checkdb", "db check"),
        new("shell", "db shell"),
        new("db init", "db migrate"),
        new("db upgrade", "db migrate", "--no-reserialize-dags:drop"),
        new("webserver", "api-server", WebServer),
        new("internal-api", null) { Advice = "the execution API is part of \"airflow api-server\"" },
        new("serve_logs", null) { Advice = "workers and triggerers serve their logs themselves" },
        new("worker", "celery worker", "-p/--do_pickle:drop -cn/--celery_hostname=:-H"),
        new("flower", "celery flower", "-hn/--hostname=:-H -fc/--flower_conf=:-c -ba/--basic_auth=:-A"),
        new("list_dags", "dags list", "-sd=:-S -r/--report:!dags_report"),
        new("backfill", "backfill create", Backfill) { PositionalFlag = "--dag-id", Twins = Dates, Remark = Queued },
        new("dags backfill", "backfill create", Backfill) { PositionalFlag = "--dag-id", Twins = Dates, Remark = Queued },
        new("trigger_dag", "dags trigger", Subdir + " -e/--exec_date=:--logical-date"),
        new("delete_dag", "dags delete"),
        new("show_dag", "dags show", Subdir),
        new("dag_state", "dags state", Subdir),
        new("next_execution", "dags next-execution", Subdir),
        new("pause", "dags pause", Subdir),
        new("unpause", "dags unpause", Subdir),
        new("list_dag_runs", "dags list-runs"),
        new("list_tasks", "tasks list", Subdir),
        new("test", "tasks test", Subdir + " -dr/--dry_run:!tasks_render -tp/--task_params=:-t -pm/--post_mortem:-m"),
        new("run", "tasks test", TaskRun) { Remark = NoRecord },
        new("tasks run", "tasks test", TaskRun) { Remark = NoRecord },
        new("clear", "tasks clear", Subdir + " -t/--task_regex=:-t -c/--no_confirm:-y -f/--only_failed:-f -r/--only_running:-r -x/--exclude_subdags:drop -xp/--exclude_parentdag:drop -dx/--dag_regex:-R"),
        new("render", "tasks render", Subdir),
        new("task_state", "tasks state", Subdir),
        new("task_failed_deps", "tasks failed-deps", Subdir),
        new("connections", null, "-l/--list:!connections_list -a/--add:!connections_add -d/--delete:!connections_delete --conn_id=:positional") { BeginsWithFlag = true },
        new("variables", "variables list", "-s/--set:!variables_set -g/--get:!variables_get -i/--import:!variables_import -e/--export:!variables_export -x/--delete:!variables_delete") { BeginsWithFlag = true },
        new("pool", "pools list", "-s/--set:!pools_set -g/--get:!pools_get -x/--delete:!pools_delete -i/--import:!pools_import -e/--export:!pools_export") { BeginsWithFlag = true },
        new("config", "config list --show-values") { BeginsWithFlag = true },
        new("create_user", "users create"),
        new("delete_user", "users delete"),
        new("list_users", "users list"),
        new("users", null, "-c/--create:!users_create -d/--delete:!users_delete -l/--list:!users_list") { BeginsWithFlag = true },
        new("sync_perm", "sync-perm"),
        new("rotate_fernet_key", "rotate-fernet-key"),
        new("upgrade_check", "config lint"),
        new("providers auth", "providers auth-managers"),
        new("generate_pod_template", null) { Advice = NoKubernetes },
        new("kubernetes_generate_dag_yaml", null) { Advice = NoKubernetes },
        new("kubernetes", null) { Advice = NoKubernetes },
    ];

    /// <summary>Names that stayed, with flags that went.</summary>
    public static readonly LegacyCommand[] Kept =
    [
        new("db migrate", "db migrate", "--no-reserialize-dags:drop"),
        new("api-server", "api-server", "-w/--workers=:drop -t/--worker-timeout=:drop -d/--dev:drop"),
        new("scheduler", "scheduler", "-d/--dag_id=:refuse " + Subdir + " -r/--run-duration=:drop -p/--do_pickle:drop --num_runs=:--num-runs -s/--skip-serve-logs:drop --dev:drop"),
        new("dag-processor", "dag-processor", Subdir + " -p/--do-pickle:drop -d/--dev:drop"),
        new("dags trigger", "dags trigger", Subdir + " -e/--exec-date=:--logical-date"),
        new("dags pause", "dags pause", Subdir),
        new("dags unpause", "dags unpause", Subdir),
        new("dags list-runs", "dags list-runs", "-d/--dag-id=:positional"),
        new("dags show", "dags show", Subdir),
        new("dags state", "dags state", Subdir),
        new("dags next-execution", "dags next-execution", Subdir),
        new("dags test", "dags test", Subdir),
        new("dags reserialize", "dags reserialize", Subdir + " --include-plugins:drop"),
        new("tasks list", "tasks list", Subdir),
        new("tasks test", "tasks test", Subdir + " -n/--dry-run:!tasks_render"),
        new("tasks clear", "tasks clear", Subdir + " -c/--no_confirm:-y -x/--exclude-subdags:drop -X/--exclude-parentdag:drop"),
        new("tasks render", "tasks render", Subdir),
        new("tasks state", "tasks state", Subdir),
        new("tasks failed-deps", "tasks failed-deps", Subdir),
        new("connections list", "connections list", "--conn-id=:!connections_get"),
    ];
}
