namespace Airflow.Engine.Triggers;

/// <summary>Triggers of deferred tries, and which triggerer runs each (table trigger).</summary>
public interface ITriggerStore
{
    /// <summary>The triggers of this triggerer, and those that no living one has, oldest first.</summary>
    /// <param name="triggererId">The job of the triggerer.</param>
    /// <param name="aliveSince">A triggerer that was not heard of since then is not living.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<StoredTrigger>> ListAsync(int triggererId, DateTimeOffset aliveSince, int limit, CancellationToken cancellationToken);

    /// <summary>Takes a trigger over; false when somebody else was quicker.</summary>
    /// <param name="trigger">As it was read.</param>
    /// <param name="triggererId">The job of the triggerer that takes it.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    Task<bool> ClaimAsync(StoredTrigger trigger, int triggererId, CancellationToken cancellationToken);
}
