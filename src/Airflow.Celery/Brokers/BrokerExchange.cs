namespace Airflow.Celery.Brokers;

/// <summary>A place where messages are spread to those who listen.</summary>
/// <param name="IsDurable">It outlives a restart of the broker.</param>
public sealed record BrokerExchange(string Name, ExchangeKind Kind, bool IsDurable)
{
    /// <summary>Commands to workers.</summary>
    public static BrokerExchange Control { get; } = new("celery.pidbox", ExchangeKind.Fanout, false);

    /// <summary>Answers to commands, under the key of who asked.</summary>
    public static BrokerExchange Replies { get; } = new("reply.celery.pidbox", ExchangeKind.Direct, false);

    /// <summary>Events of workers and tasks.</summary>
    public static BrokerExchange Events { get; } = new("celeryev", ExchangeKind.Topic, true);
}
