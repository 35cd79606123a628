using Airflow.Celery.Brokers;
using Airflow.Celery.Brokers.Database;
using Airflow.Engine.Messaging;
using Airflow.Storage;
using Airflow.Storage.Messaging;

namespace Airflow.Celery.Tests.Brokers;

/// <summary>Brokers in databases, as [celery] broker_url = db+URL opens them.</summary>
internal static class DatabaseBrokers
{
    public static DatabaseBroker Open(string url, BrokerOptions? options = null) =>
        Open(DatabaseMessageStore.Open(new StorageOptions { Url = url }), options ?? new BrokerOptions { Url = $"db+{url}" });

    public static DatabaseBroker Open(IMessageStore store, BrokerOptions options) => new(
        store,
        new BrokerAddress("db+test", "localhost", 0, "", null, false),
        options,
        TimeProvider.System);
}
