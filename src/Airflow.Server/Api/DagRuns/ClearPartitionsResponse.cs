namespace Airflow.Server.Api.DagRuns;

/// <summary>What clearing partitions did, or would do.</summary>
internal sealed record ClearPartitionsResponse(int DagRunsCleared, int TaskInstancesCleared, bool DryRun);
