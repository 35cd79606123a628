namespace Airflow.Engine.Callbacks;

/// <summary>Runs the callbacks of an event where user code may run.</summary>
public interface ICallbackRunner
{
    /// <summary>Never throws for what a callback does; cancelling means shutdown.</summary>
    Task<CallbackResult> RunAsync(CallbackClaim claim, CancellationToken cancellationToken);

    /// <summary>The events of which something is kept on this machine, since they are not known to be stored as done.</summary>
    IReadOnlyCollection<Guid> ListKept();

    /// <summary>The event is stored as done: nothing need be kept of it.</summary>
    void Forget(Guid id);
}
