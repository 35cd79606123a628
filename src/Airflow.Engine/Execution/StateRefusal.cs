namespace Airflow.Engine.Execution;

/// <summary>Why a change was refused.</summary>
public enum StateRefusal
{
    /// <summary>It was applied.</summary>
    None,
    /// <summary>A lease is held by somebody else, or with another epoch.</summary>
    LeaseLost,
    /// <summary>A task instance is not in the expected state, or goes by another id now.</summary>
    TaskMoved,
    /// <summary>A run is not in the expected state.</summary>
    RunMoved,
    /// <summary>A pool has not that many free slots.</summary>
    PoolFull,
}
