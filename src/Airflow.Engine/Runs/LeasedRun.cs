using Airflow.Engine.Tasks;

namespace Airflow.Engine.Runs;

/// <summary>A run as its lease holder loads it: the row, its task instances, and the lease.</summary>
public sealed record LeasedRun(DagRun Run, RunLease Lease, IReadOnlyList<TaskInstance> Tasks);
