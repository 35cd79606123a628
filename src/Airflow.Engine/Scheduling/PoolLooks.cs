namespace Airflow.Engine.Scheduling;

/// <summary>When a scheduler for whose tries there is no room asks the database how many slots of the pools are free.</summary>
internal sealed class PoolLooks
{
    /// <summary>Longer than a slot is free between two tries of one scheduler.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Between looks at pools whose slots others take, too.</summary>
    private static readonly TimeSpan SharedPause = TimeSpan.FromMilliseconds(250);

    private DateTimeOffset earliest;

    /// <summary>When to look next; null: nothing is known to have changed.</summary>
    public DateTimeOffset? Next { get; private set; }

    /// <summary>A run is new here, or it is time to look in any case.</summary>
    public void Want(DateTimeOffset now) => NoLaterThan(now > earliest ? now : earliest);

    /// <summary>Another scheduler's try has ended, or a commit was refused for want of slots: what their owners do not take again is free.</summary>
    public void WantLater(DateTimeOffset now) => NoLaterThan(now + Pause > earliest ? now + Pause : earliest);

    /// <summary>The slots were counted.</summary>
    /// <param name="now">When.</param>
    /// <param name="isShared">Whether one look does not tell what is free (<see cref="PoolBoard.IsShared"/>).</param>
    public void Looked(DateTimeOffset now, bool isShared)
    {
        earliest = isShared ? now + SharedPause : now;
        Next = isShared ? earliest : null;
    }

    private void NoLaterThan(DateTimeOffset time) => Next = Next < time ? Next : time;
}
