namespace Airflow.Engine.Backfills;

/// <summary>Why a backfill makes no run for a date; Airflow's words in backfill_dag_run.exception_reason.</summary>
public static class BackfillReasons
{
    /// <summary>A run of the date has not ended yet.</summary>
    public const string InFlight = "in flight";

    /// <summary>A run of the date has ended, and is not to be reprocessed.</summary>
    public const string AlreadyExists = "already exists";
}
