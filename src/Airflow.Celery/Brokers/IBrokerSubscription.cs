using Airflow.Celery.Messages;

namespace Airflow.Celery.Brokers;

/// <summary>Listens until it is disposed; what is sent while the broker is away is missed.</summary>
public interface IBrokerSubscription : IAsyncDisposable
{
    IAsyncEnumerable<BrokerMessage> ReadAllAsync(CancellationToken cancellationToken);
}
