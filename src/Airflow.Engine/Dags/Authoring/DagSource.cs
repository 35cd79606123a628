namespace Airflow.Engine.Dags.Authoring;

/// <summary>Where a DAG was read from, and what the configuration says of DAGs that leave it open.</summary>
public sealed record DagSource
{
    public const int DefaultMaxMapLength = DagValidator.DefaultMaxMapLength;

    /// <summary>Absolute path of the file.</summary>
    public required string FileLocation { get; init; }

    /// <summary>Path inside the bundle, with forward slashes.</summary>
    public required string RelativeFileLocation { get; init; }

    /// <summary>Absolute path of the DAG folder.</summary>
    public required string DagsFolder { get; init; }

    /// <summary>[core] default_timezone: an IANA name.</summary>
    public string DefaultTimezone { get; init; } = "UTC";

    /// <summary>[core] max_active_runs_per_dag.</summary>
    public int MaxActiveRuns { get; init; } = 16;

    /// <summary>[core] max_active_tasks_per_dag.</summary>
    public int MaxActiveTasks { get; init; } = 16;

    /// <summary>[core] max_consecutive_failed_dag_runs_per_dag.</summary>
    public int MaxConsecutiveFailedRuns { get; init; }

    /// <summary>[scheduler] catchup_by_default.</summary>
    public bool Catchup { get; init; }

    /// <summary>[core] default_task_retries.</summary>
    public int Retries { get; init; }

    /// <summary>[core] default_task_retry_delay.</summary>
    public TimeSpan RetryDelay { get; init; } = TaskSettings.DefaultRetryDelay;

    /// <summary>[operators] default_owner.</summary>
    public string Owner { get; init; } = "airflow";

    /// <summary>[operators] default_queue.</summary>
    public string Queue { get; init; } = "default";

    /// <summary>[core] max_map_length: the most elements that a task or group is mapped over.</summary>
    public int MaxMapLength { get; init; } = DefaultMaxMapLength;

    /// <summary>[scheduler] create_cron_data_intervals.</summary>
    public bool CreateCronDataIntervals { get; init; }

    /// <summary>[scheduler] create_delta_data_intervals.</summary>
    public bool CreateDeltaDataIntervals { get; init; }
}
