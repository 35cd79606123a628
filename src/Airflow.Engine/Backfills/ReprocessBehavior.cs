namespace Airflow.Engine.Backfills;

/// <summary>What a backfill does with runs of its dates that are there already and have ended.</summary>
public enum ReprocessBehavior
{
    /// <summary>Leaves them alone.</summary>
    None,
    /// <summary>Runs those again that failed.</summary>
    Failed,
    /// <summary>Runs all of them again.</summary>
    Completed,
}
