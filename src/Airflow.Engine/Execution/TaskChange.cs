using Airflow.Engine.Tasks;

namespace Airflow.Engine.Execution;

/// <summary>
/// One transition of one try, a compare-and-set on (id, from-state). Pool slots are counted by the store in the same commit: entering
/// queued or running (or deferred, where the pool counts those) takes <see cref="PoolSlots"/>, leaving gives them back.
/// </summary>
public abstract record TaskChange(Guid Id, TaskState From, TaskState To, string Pool, int PoolSlots);
