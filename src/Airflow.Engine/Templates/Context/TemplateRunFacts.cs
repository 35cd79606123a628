namespace Airflow.Engine.Templates;

/// <summary>What templates may know of the run and of the try.</summary>
public sealed record TemplateRunFacts
{
    public required string RunId { get; init; }

    public string RunType { get; init; } = "manual";

    public DateTimeOffset? LogicalDate { get; init; }

    public DateTimeOffset? DataIntervalStart { get; init; }

    public DateTimeOffset? DataIntervalEnd { get; init; }

    public DateTimeOffset RunAfter { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public DateTimeOffset? EndDate { get; init; }

    public int ClearNumber { get; init; }

    public string? PartitionKey { get; init; }

    public DateTimeOffset? PartitionDate { get; init; }

    public string? Note { get; init; }

    public string? TriggeringUserName { get; init; }

    /// <summary>The configuration that the run was created with; null when it was created without.</summary>
    public IReadOnlyDictionary<string, object?>? Conf { get; init; }

    public Guid? TaskInstanceId { get; init; }

    public int MapIndex { get; init; } = -1;

    public int TryNumber { get; init; } = 1;

    public int MaxTries { get; init; }

    public int TaskRescheduleCount { get; init; }

    public DateTimeOffset? TaskStartDate { get; init; }

    public string? Hostname { get; init; }

    public string? LogUrl { get; init; }

    public IReadOnlyList<TemplateAssetEvent> TriggeringAssetEvents { get; init; } = [];
}
