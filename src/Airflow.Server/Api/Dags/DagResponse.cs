using Airflow.Engine.Dags;
using Airflow.Server.Api.DagVersions;

namespace Airflow.Server.Api.Dags;

/// <summary>A DAG as its row tells of it.</summary>
internal record DagResponse
{
    /// <summary>What is only triggered has no schedule to sum up.</summary>
    private const string NeverType = "NullTimetable";

    public required string DagId { get; init; }
    public required string DagDisplayName { get; init; }
    public required bool IsPaused { get; init; }
    public required bool IsStale { get; init; }
    public required DateTimeOffset? LastParsedTime { get; init; }
    public required double? LastParseDuration { get; init; }
    public DateTimeOffset? LastExpired { get; init; }
    public required string? BundleName { get; init; }
    public required string? BundleVersion { get; init; }
    public required string? RelativeFileloc { get; init; }
    public required string Fileloc { get; init; }
    public required string? Description { get; init; }
    public required string? TimetableSummary { get; init; }
    public required string? TimetableDescription { get; init; }
    public required bool TimetablePartitioned { get; init; }
    public required bool TimetablePeriodic { get; init; }
    public required IReadOnlyList<DagTagResponse> Tags { get; init; }
    public required int MaxActiveTasks { get; init; }
    public required int? MaxActiveRuns { get; init; }
    public required int MaxConsecutiveFailedDagRuns { get; init; }
    public required bool HasTaskConcurrencyLimits { get; init; }
    public required bool HasImportErrors { get; init; }
    public required DateTimeOffset? NextDagrunLogicalDate { get; init; }
    public required DateTimeOffset? NextDagrunDataIntervalStart { get; init; }
    public required DateTimeOffset? NextDagrunDataIntervalEnd { get; init; }
    public required DateTimeOffset? NextDagrunRunAfter { get; init; }
    public required IReadOnlyList<string>? AllowedRunTypes { get; init; }
    public required IReadOnlyList<string> Owners { get; init; }
    public bool IsBackfillable => TimetablePeriodic && AllowedRunTypes?.Contains("backfill") != false;
    public required string FileToken { get; init; }

    public static DagResponse Of(DagRecord dag, ApiServices services)
    {
        var name = dag.DisplayName ?? dag.DagId;
        return new DagResponse
        {
            DagId = dag.DagId,
            DagDisplayName = name,
            IsPaused = dag.IsPaused,
            IsStale = dag.IsStale,
            LastParsedTime = dag.LastParsedTime,
            LastParseDuration = dag.LastParseDuration,
            BundleName = dag.BundleName,
            BundleVersion = DagVersionResponse.Shown(dag.BundleVersion),
            RelativeFileloc = dag.RelativeFileLocation,
            Fileloc = dag.FileLocation,
            Description = dag.Description,
            TimetableSummary = dag.TimetableType == NeverType ? null : dag.TimetableSummary,
            TimetableDescription = dag.TimetableDescription,
            TimetablePartitioned = dag.TimetablePartitioned,
            TimetablePeriodic = dag.TimetablePeriodic,
            Tags = [.. dag.Tags.Select(tag => new DagTagResponse(tag, dag.DagId, name))],
            MaxActiveTasks = dag.MaxActiveTasks,
            MaxActiveRuns = dag.MaxActiveRuns,
            MaxConsecutiveFailedDagRuns = dag.MaxConsecutiveFailedRuns,
            HasTaskConcurrencyLimits = dag.HasTaskConcurrencyLimits,
            HasImportErrors = dag.HasImportErrors,
            NextDagrunLogicalDate = dag.Next?.LogicalDate,
            NextDagrunDataIntervalStart = dag.Next?.DataIntervalStart,
            NextDagrunDataIntervalEnd = dag.Next?.DataIntervalEnd,
            NextDagrunRunAfter = dag.Next?.CreateAfter,
            AllowedRunTypes = dag.AllowedRunTypes,
            Owners = dag.Owners.Split(',', StringSplitOptions.TrimEntries),
            FileToken = Airflow.Engine.Dags.FileToken.Make(services.SecretKey, dag.BundleName, dag.RelativeFileLocation),
        };
    }
}
