using Airflow.Engine.Runs;
using Airflow.Server.Api.DagVersions;

namespace Airflow.Server.Api.DagRuns;

/// <summary>A run.</summary>
internal sealed record DagRunResponse(
    string DagRunId,
    string DagId,
    DateTimeOffset? LogicalDate,
    DateTimeOffset? QueuedAt,
    DateTimeOffset? StartDate,
    DateTimeOffset? EndDate,
    double? Duration,
    DateTimeOffset? DataIntervalStart,
    DateTimeOffset? DataIntervalEnd,
    DateTimeOffset RunAfter,
    DateTimeOffset? LastSchedulingDecision,
    RunType RunType,
    RunState State,
    string? TriggeredBy,
    string? TriggeringUserName,
    RawJson Conf,
    string? Note,
    IReadOnlyList<DagVersionResponse> DagVersions,
    string? BundleVersion,
    string DagDisplayName,
    string? PartitionKey,
    DateTimeOffset? PartitionDate)
{
    public static DagRunResponse Of(ListedRun listed)
    {
        var run = listed.Run;
        return new(
            run.RunId,
            run.DagId,
            run.LogicalDate,
            run.QueuedAt,
            run.StartDate,
            run.EndDate,
            run.EndDate is { } end && run.StartDate is { } start ? (end - start).TotalSeconds : null,
            run.DataIntervalStart,
            run.DataIntervalEnd,
            run.RunAfter,
            listed.LastSchedulingDecision,
            run.RunType,
            run.State,
            run.TriggeredBy,
            run.TriggeringUserName,
            new RawJson(run.Conf),
            run.Note,
            listed.Version is { } version ? [DagVersionResponse.Of(version, listed.DagDisplayName)] : [],
            DagVersionResponse.Shown(run.BundleVersion),
            listed.DagDisplayName ?? run.DagId,
            run.PartitionKey,
            run.PartitionDate);
    }
}
