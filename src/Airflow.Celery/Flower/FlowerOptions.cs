namespace Airflow.Celery.Flower;

/// <summary>How the monitor listens, who may see it and how much it keeps.</summary>
public sealed record FlowerOptions
{
    public const int DefaultPort = 5555;

    /// <summary>[celery] flower_host.</summary>
    public string Host { get; init; } = "0.0.0.0";

    /// <summary>[celery] flower_port.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>[celery] flower_url_prefix: the path below which everything is, where a proxy gives it one.</summary>
    public string UrlPrefix { get; init; } = "";

    /// <summary>[celery] flower_basic_auth: names with their passwords. Empty: only this machine may look, and nobody needs a password.</summary>
    public IReadOnlyList<(string User, string Password)> Logins { get; init; } = [];

    /// <summary>Nothing can be changed from the pages or the API.</summary>
    public bool IsReadOnly { get; init; }

    public int MaxTasks { get; init; } = 100_000;

    public int MaxWorkers { get; init; } = 5_000;

    /// <summary>How long answers of workers are waited for.</summary>
    public TimeSpan InspectTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Workers are told to tell of their tasks.</summary>
    public bool EnableEvents { get; init; } = true;

    /// <summary>How often workers are told so, and asked for their queues.</summary>
    public TimeSpan AskInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Workers that are away for so long are forgotten; null: never.</summary>
    public TimeSpan? PurgeOfflineAfter { get; init; }

    /// <summary>Where tasks go that are sent without a queue.</summary>
    public string DefaultQueue { get; init; } = "default";

    /// <summary>Reads user:password pairs, separated by commas.</summary>
    public static IReadOnlyList<(string User, string Password)> ParseLogins(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Login)];
    }

    private static (string User, string Password) Login(string pair) => pair.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < pair.Length - 1
        ? (pair[..colon], pair[(colon + 1)..])
        : throw new Engine.AirflowException("flower_auth_invalid", "--basic-auth and [celery] flower_basic_auth take user:password, several separated by commas.");
}
