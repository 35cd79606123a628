namespace Airflow.Cli.Roles;

/// <summary>After how many passes a scheduler ends by itself; -1 for never. Idle passes alone count when <paramref name="onlyIdle"/> is set.</summary>
internal sealed class SchedulerRunLimit(int passes, bool onlyIdle)
{
    private int _passed;

    public static SchedulerRunLimit None { get; } = new(-1, onlyIdle: false);

    /// <summary>Counts a pass that left so many runs in work; the last one asks for the end.</summary>
    public void Count(int heldRuns, TaskCompletionSource end)
    {
        if (passes >= 0 && !(onlyIdle && heldRuns > 0) && ++_passed >= passes)
        {
            end.TrySetResult();
        }
    }
}
