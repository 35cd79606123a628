namespace Airflow.Engine.Dags;

/// <summary>A row of dag with its tags: what listings and the scheduler need without the serialised form.</summary>
public sealed record DagRecord
{
    public required string DagId { get; init; }
    public bool IsPaused { get; init; }
    /// <summary>Since when it is to be paused as soon as its running runs have ended; meanwhile none begins.</summary>
    public DateTimeOffset? DrainingSince { get; init; }
    public string? DrainingBy { get; init; }
    /// <summary>Not in any file any more.</summary>
    public bool IsStale { get; init; }
    public bool HasImportErrors { get; init; }
    /// <summary>Absolute path at parse time.</summary>
    public required string FileLocation { get; init; }
    /// <summary>Path inside the bundle.</summary>
    public required string RelativeFileLocation { get; init; }
    public required string BundleName { get; init; }
    /// <summary>Manifest that new runs take their code from.</summary>
    public string? BundleVersion { get; init; }
    public string Owners { get; init; } = "";
    public string? DisplayName { get; init; }
    public string? Description { get; init; }
    public string? TimetableType { get; init; }
    public string? TimetableSummary { get; init; }
    public string? TimetableDescription { get; init; }
    public bool TimetablePeriodic { get; init; }
    /// <summary>Whether its runs have partition keys.</summary>
    public bool TimetablePartitioned { get; init; }
    /// <summary>The assets that its schedule waits for, as JSON; null without any.</summary>
    public string? AssetExpression { get; init; }
    /// <summary>Whether any of its tasks bounds how many of its instances run at once.</summary>
    public bool HasTaskConcurrencyLimits { get; init; }
    /// <summary>The kinds of runs that it may have; null: all.</summary>
    public IReadOnlyList<string>? AllowedRunTypes { get; init; }
    public int MaxActiveTasks { get; init; } = 16;
    public int MaxActiveRuns { get; init; } = 16;
    public int MaxConsecutiveFailedRuns { get; init; }
    public bool FailFast { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public NextDagRun? Next { get; init; }
    public DateTimeOffset? LastParsedTime { get; init; }
    /// <summary>Seconds.</summary>
    public double? LastParseDuration { get; init; }
    /// <summary>Newest version; null only while its first is being written.</summary>
    public Guid? LatestVersionId { get; init; }
    public int? LatestVersionNumber { get; init; }
}
