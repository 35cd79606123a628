namespace Airflow;

public sealed partial class Dag
{
    /// <summary>Id, unique in the whole installation.</summary>
    public string DagId { get; }

    /// <summary>What the DAG is for, in a line.</summary>
    /// <value>Default: none.</value>
    public string? Description { get; init; }

    /// <summary>When the DAG runs: a cron expression or preset, a <see cref="TimeSpan"/>, assets or a <see cref="Timetable"/>.</summary>
    /// <value>Default: <see cref="Airflow.Schedule.None"/>, only when triggered.</value>
    public Schedule Schedule { get; init; } = Schedule.None;

    /// <summary>First moment for which runs are made; of unspecified kind it is in the DAG's <see cref="Timezone"/>.</summary>
    /// <value>Default: none; without one, a schedule starts when the DAG is first seen.</value>
    public DateTime? StartDate { get; init; }

    /// <summary>Last moment for which runs are made; of unspecified kind it is in the DAG's <see cref="Timezone"/>.</summary>
    /// <value>Default: none.</value>
    public DateTime? EndDate { get; init; }

    /// <summary>IANA name of the zone in which dates and the schedule are meant.</summary>
    /// <value>Default: <c>[core] default_timezone</c>.</value>
    public string? Timezone { get; init; }

    /// <summary>Whether missed runs since the start date are made up for.</summary>
    /// <value>Default: <c>[scheduler] catchup_by_default</c>, which is <see langword="false"/>.</value>
    public bool? Catchup { get; init; }

    /// <summary>How many runs may be active at once.</summary>
    /// <value>Default: <c>[core] max_active_runs_per_dag</c>, which is 16.</value>
    public int? MaxActiveRuns { get; init; }

    /// <summary>How many tasks of one run may run at once.</summary>
    /// <value>Default: <c>[core] max_active_tasks_per_dag</c>, which is 16.</value>
    public int? MaxActiveTasks { get; init; }

    /// <summary>After how many failed runs in a row the DAG is paused; 0 is never.</summary>
    /// <value>Default: <c>[core] max_consecutive_failed_dag_runs_per_dag</c>, which is 0.</value>
    public int? MaxConsecutiveFailedDagRuns { get; init; }

    /// <summary>Longest time a run may take; then it fails.</summary>
    /// <value>Default: none.</value>
    public TimeSpan? DagRunTimeout { get; init; }

    /// <summary>Options and operator arguments for all tasks that do not say otherwise themselves.</summary>
    /// <value>Default: none.</value>
    public DefaultArgs? DefaultArgs { get; init; }

    /// <summary>Values that whoever triggers a run may set.</summary>
    /// <value>Default: none.</value>
    public ParamSet Params { get; init; } = [];

    /// <summary>Words by which DAGs are filtered; each at most 100 characters.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Link of each owner: an <c>https:</c> or <c>mailto:</c> address.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> OwnerLinks { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Documentation as Markdown.</summary>
    /// <value>Default: none.</value>
    public string? DocMd { get; init; }

    /// <summary>Name shown in the UI instead of the id; any characters.</summary>
    /// <value>Default: the id.</value>
    public string? DisplayName { get; init; }

    /// <summary>Whether the first failed task ends the run: running tasks are stopped, waiting ones skipped. Needs <see cref="TriggerRule.AllSuccess"/> throughout.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool FailFast { get; init; }

    /// <summary>Whether the DAG is paused when it is first seen.</summary>
    /// <value>Default: <c>[core] dags_are_paused_at_creation</c>.</value>
    public bool? IsPausedUponCreation { get; init; }

    /// <summary>Whether rendered templates keep their type instead of becoming text.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool RenderTemplateAsNativeObj { get; init; }

    /// <summary>Further folders in which template files are looked up; relative ones start at the DAG file.</summary>
    /// <value>Default: the folder of the DAG file alone.</value>
    public IReadOnlyList<string> TemplateSearchPath { get; init; } = [];

    /// <summary>Texts that templates can use by name.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, object?> UserDefinedMacros { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Permissions on this DAG: role, then the names of its permissions.</summary>
    /// <value>Default: those of the roles.</value>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? AccessControl { get; init; }

    /// <summary>Called when a run has succeeded.</summary>
    /// <value>Default: none.</value>
    public Callback? OnSuccess { get; init; }

    /// <summary>Called when a run has failed.</summary>
    /// <value>Default: none.</value>
    public Callback? OnFailure { get; init; }

    /// <summary>Whether runs always take the newest code instead of the version with which they started.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool DisableBundleVersioning { get; init; }
}
