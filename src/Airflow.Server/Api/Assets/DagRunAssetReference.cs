using Airflow.Engine.Runs;

namespace Airflow.Server.Api.Assets;

/// <summary>A run that came of an event of an asset.</summary>
internal sealed record DagRunAssetReference(
    string RunId,
    string DagId,
    DateTimeOffset? LogicalDate,
    DateTimeOffset? StartDate,
    DateTimeOffset? EndDate,
    RunState State,
    DateTimeOffset? DataIntervalStart,
    DateTimeOffset? DataIntervalEnd,
    string? PartitionKey,
    bool Triggering)
{
    public static DagRunAssetReference Of(DagRun run) => new(
        run.RunId, run.DagId, run.LogicalDate, run.StartDate, run.EndDate, run.State, run.DataIntervalStart, run.DataIntervalEnd, run.PartitionKey, Triggering: true);
}
