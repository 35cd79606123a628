namespace Airflow.Storage.Execution;

/// <summary>What became of a group of state changes in one transaction.</summary>
internal enum GroupOutcome
{
    /// <summary>Each has its answer.</summary>
    Settled,

    /// <summary>Undone: a pool has no room for all of them.</summary>
    NoRoom,

    /// <summary>Undone: one of them does not apply.</summary>
    Refused,
}
