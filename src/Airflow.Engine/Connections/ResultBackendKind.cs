namespace Airflow.Engine.Connections;

/// <summary>Where a Celery result backend keeps outcomes.</summary>
public enum ResultBackendKind
{
    Database,
    Redis,
    Sentinel,
    Rpc,
    Cache,
    MongoDb,
    FileSystem,
    Disabled,
}
