namespace Airflow.EndToEnd.Chaos;

/// <summary>How the cluster of a fault is made; without more, as any cluster is.</summary>
internal sealed record ChaosSetup
{
    public string Broker { get; init; } = "redis";

    public int Schedulers { get; init; } = 1;

    /// <summary>What becomes of every message between schedulers and workers.</summary>
    public MessageHandling? Messages { get; init; }

    /// <summary>Cables of the first worker, to the api-server and to the broker, can be pulled.</summary>
    public bool HasCables { get; init; }

    /// <summary>Between the master and its database stands what can lose the answer to a commit.</summary>
    public bool LosesReplies { get; init; }

    /// <summary>How wrong the clocks of the first worker and of the first scheduler are, such as +1h.</summary>
    public string? WorkerClock { get; init; }

    public string? SchedulerClock { get; init; }

    /// <summary>Where the first worker, the api-server or the first scheduler is killed, such as executor-claimed:12.</summary>
    public string? WorkerCrash { get; init; }

    public string? ApiServerCrash { get; init; }

    public string? SchedulerCrash { get; init; }

    /// <summary>[celery_broker_transport_options] visibility_timeout.</summary>
    public int? VisibilityTimeout { get; init; }

    /// <summary>How long tasks of the load work.</summary>
    public int WorkMilliseconds { get; init; } = 400;

    /// <summary>How many tasks stand behind each other in a chain that shows when the cluster stands still.</summary>
    public int Links { get; init; } = 100;
}
