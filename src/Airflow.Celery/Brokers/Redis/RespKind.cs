namespace Airflow.Celery.Brokers.Redis;

/// <summary>What Redis answered.</summary>
internal enum RespKind
{
    Text,
    Error,
    Integer,
    Null,
    List,
}
