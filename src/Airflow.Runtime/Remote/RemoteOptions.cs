namespace Airflow.Runtime.Remote;

/// <summary>How a worker reaches its api-server.</summary>
public sealed record RemoteOptions
{
    /// <summary>[core] execution_api_server_url, such as http://master:8080/execution/.</summary>
    public required Uri Server { get; init; }

    /// <summary>[execution_api] join_secret.</summary>
    public required string JoinSecret { get; init; }

    public required string Hostname { get; init; }

    /// <summary>The release of this program.</summary>
    public required string Version { get; init; }

    /// <summary>What is set on this host, so that the server can tell what differs.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Called with the server's time, which tells whole seconds, as it answered, and the clock's timestamp of the question.</summary>
    public Action<DateTimeOffset, long> OnServerTime { get; init; } = static (_, _) => { };

    /// <summary>[workers] execution_api_timeout: how long one answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>[workers] execution_api_retries: how often a call is sent in all.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>[workers] execution_api_retry_wait_min: about how long the first pause between attempts is; each is twice the one before.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>[workers] execution_api_retry_wait_max.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);
}
