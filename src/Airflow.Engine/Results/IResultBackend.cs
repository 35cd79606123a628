namespace Airflow.Engine.Results;

/// <summary>Where a worker tells Celery's own tools what became of messages; nothing of ours reads it to decide.</summary>
public interface IResultBackend : IAsyncDisposable
{
    /// <summary>Stores them in their order; what is stored already is replaced. Fails with a transient <see cref="AirflowException"/> while the place is away.</summary>
    Task StoreAsync(IReadOnlyList<MessageResult> results, CancellationToken cancellationToken);
}
