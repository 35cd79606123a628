using System.Text.Json;

namespace Airflow.Hosting;

/// <summary>The wish for a run of another DAG.</summary>
/// <param name="DagId">The DAG.</param>
/// <param name="RunId">Id of the new run.</param>
internal sealed record DagRunTrigger(string DagId, string RunId)
{
    public DateTimeOffset? LogicalDate { get; init; }

    public DateTimeOffset? RunAfter { get; init; }

    /// <summary>A JSON object; <see langword="null"/> is an empty one.</summary>
    public JsonElement? Conf { get; init; }

    /// <summary>Whether a run of the same id is cleared and run again instead of being refused.</summary>
    public bool ResetDagRun { get; init; }

    public string? Note { get; init; }
}
