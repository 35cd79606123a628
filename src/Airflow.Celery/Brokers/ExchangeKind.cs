namespace Airflow.Celery.Brokers;

/// <summary>Who gets what is sent to an exchange: all, those of the same key, those whose pattern fits.</summary>
public enum ExchangeKind
{
    Fanout,
    Direct,
    Topic,
}
