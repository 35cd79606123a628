namespace Airflow.Engine.Backfills;

/// <summary>The codes by which callers tell refusals of backfills apart.</summary>
public static class BackfillErrors
{
    public const string NotAllowed = "backfill_not_allowed";
    public const string NotPeriodic = "backfill_not_periodic";
    public const string AlreadyRunning = "backfill_already_running";
    public const string Invalid = "backfill_invalid";
    public const string Completed = "backfill_completed";
    public const string NotFound = "backfill_not_found";
}
