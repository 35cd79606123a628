namespace Airflow.Engine.Runs;

/// <summary>A scheduler's right to decide about a run. The epoch counts up with each new holder: it is the fencing token of the lease.</summary>
public readonly record struct RunLease(int DagRunId, string Owner, long Epoch);
