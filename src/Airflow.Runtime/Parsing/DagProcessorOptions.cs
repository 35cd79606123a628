using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Authoring;
using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Parsing;

/// <summary>What the dag processor works on, and how eagerly.</summary>
public sealed record DagProcessorOptions
{
    public required IReadOnlyList<DagBundle> Bundles { get; init; }

    /// <summary>Files that people want to have parsed at once; null where nobody can ask.</summary>
    public IParseRequests? Requests { get; init; }

    /// <summary>Compiled files are kept here, by content.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>[logging] dag_processor_child_process_log_directory.</summary>
    public required string LogFolder { get; init; }

    public required ParseChildOptions Child { get; init; }

    /// <summary>[core] dag_discovery_safe_mode: files that never speak of a DAG are left alone.</summary>
    public bool SafeMode { get; init; } = true;

    /// <summary>[core] dag_ignore_file_syntax.</summary>
    public IgnoreSyntax IgnoreSyntax { get; init; } = IgnoreSyntax.Glob;

    /// <summary>[dag_processor] refresh_interval: how often all folders are listed even if the system reported no change.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>[dag_processor] bundle_refresh_check_interval: how often folders are listed where the system reports no changes.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>[dag_processor] min_file_process_interval: DAG files that did not change are parsed again for a changed support file no more often than this.</summary>
    public TimeSpan MinFileProcessInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>[dag_processor] parsing_processes: the most children at once; all but one live only while many files wait.</summary>
    public int ParsingProcesses { get; init; } = 2;

    /// <summary>After so long without a file the last child is ended, too; it takes more memory than all else.</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>A file that has just been emptied may be one that is being saved: it is read again after so long.</summary>
    public TimeSpan EmptyFilePatience { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>What the configuration says of DAGs that leave it open; the places in it are of no matter.</summary>
    public DagSource Defaults { get; init; } = new() { FileLocation = "", RelativeFileLocation = "", DagsFolder = "" };

    /// <summary>[core] dags_are_paused_at_creation.</summary>
    public bool PausedAtCreation { get; init; } = true;
}
