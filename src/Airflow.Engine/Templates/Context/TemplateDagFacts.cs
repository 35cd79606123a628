using Airflow.Engine.Dags;

namespace Airflow.Engine.Templates;

/// <summary>What templates may know of the DAG.</summary>
public sealed record TemplateDagFacts
{
    public required string DagId { get; init; }

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    public string? DocMd { get; init; }

    public string? Owner { get; init; }

    public string? Fileloc { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> TaskIds { get; init; } = [];

    public DateTimeOffset? StartDate { get; init; }

    public DateTimeOffset? EndDate { get; init; }

    /// <summary>The schedule as the author wrote it.</summary>
    public string? Schedule { get; init; }

    public string Timezone { get; init; } = "UTC";

    public SerializedTimetable? Timetable { get; init; }

    public bool Catchup { get; init; }

    public int MaxActiveRuns { get; init; } = 16;

    public int MaxActiveTasks { get; init; } = 16;

    public int MaxConsecutiveFailedDagRuns { get; init; }

    public bool FailFast { get; init; }

    public TimeSpan? DagrunTimeout { get; init; }

    public string? RelativeFileloc { get; init; }

    public bool? IsPausedUponCreation { get; init; }

    public bool RenderTemplateAsNativeObj { get; init; }

    public IReadOnlyDictionary<string, object?> Params { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, object?> DefaultArgs { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);
}
