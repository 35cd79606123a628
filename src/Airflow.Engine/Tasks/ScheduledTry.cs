namespace Airflow.Engine.Tasks;

/// <summary>What scheduling makes of an instance.</summary>
/// <param name="State">The state after it.</param>
/// <param name="TryNumber">The number of the try that is to come.</param>
public readonly record struct ScheduledTry(TaskState State, int TryNumber)
{
    /// <summary>Schedules an instance; null when its state does not allow it. A rescheduled one goes on with the same try.</summary>
    public static ScheduledTry? Of(TaskState from, int tryNumber, bool doesNothing)
    {
        if (!from.IsSchedulable())
        {
            return null;
        }
        return doesNothing
            ? new ScheduledTry(TaskState.Success, tryNumber + 1)
            : new ScheduledTry(TaskState.Scheduled, from == TaskState.UpForReschedule ? tryNumber : tryNumber + 1);
    }
}
