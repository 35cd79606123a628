namespace Airflow.Runtime.Tests.Parsing;

/// <summary>A clock on which one wait, told by its length, is over at once, and something happens meanwhile.</summary>
internal sealed class PassingTime(TimeSpan wait, Action meanwhile) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != wait)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        meanwhile();
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
