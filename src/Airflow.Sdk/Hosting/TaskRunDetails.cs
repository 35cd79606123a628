using System.Text.Json;

namespace Airflow.Hosting;

/// <summary>The facts of one try that the host knows when it starts.</summary>
internal sealed record TaskRunDetails
{
    public required string DagId { get; init; }

    public required string TaskId { get; init; }

    public required string RunId { get; init; }

    /// <summary>Id of the task instance; of this try.</summary>
    public Guid TaskInstanceId { get; init; }

    public int TryNumber { get; init; } = 1;

    public int MaxTries { get; init; }

    /// <summary>Whether another try follows should this one fail.</summary>
    public bool ShouldRetry { get; init; }

    public int MapIndex { get; init; } = -1;

    public DagRunType RunType { get; init; } = DagRunType.Manual;

    public DateTimeOffset? LogicalDate { get; init; }

    public DataInterval? DataInterval { get; init; }

    public DateTimeOffset RunAfter { get; init; }

    public DateTimeOffset? RunStartDate { get; init; }

    public DateTimeOffset StartDate { get; init; }

    /// <summary>How often this try was rescheduled before.</summary>
    public int RescheduleCount { get; init; }

    /// <summary>What the trigger told for which the try was deferred; <see langword="null"/>: it was not.</summary>
    public JsonElement? Event { get; init; }

    public IReadOnlyDictionary<string, JsonElement> Conf { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>Params as the run resolved them; <see langword="null"/>: the defaults of DAG and task, overridden by <see cref="Conf"/>.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Params { get; init; }

    /// <summary>Events of assets that made the run.</summary>
    public IReadOnlyList<AssetEvent> TriggeringAssetEvents { get; init; } = [];

    /// <summary>Names that templates know beside Airflow's usual ones.</summary>
    public IReadOnlyDictionary<string, object?> TemplateVariables { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Folder of the DAG file, where template files and scripts are looked up.</summary>
    public string? DagFolder { get; init; }
}
