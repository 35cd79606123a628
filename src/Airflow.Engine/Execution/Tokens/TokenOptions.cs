namespace Airflow.Engine.Execution.Tokens;

/// <summary>How tokens are signed and checked.</summary>
public sealed record TokenOptions
{
    /// <summary>The key, [api_auth] jwt_secret; the same on all machines that make or check tokens.</summary>
    public required ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>[api_auth] jwt_algorithm: HS256, HS384 or HS512.</summary>
    public string Algorithm { get; init; } = "HS512";

    /// <summary>[api_auth] jwt_issuer; empty: none is written, any is accepted.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>[execution_api] jwt_audience, the first of which is written into tokens and any of which is accepted.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = ["urn:airflow.apache.org:task"];

    /// <summary>Whether a token must say whom it is about; those for log files do not.</summary>
    public bool RequiresSubject { get; init; } = true;

    /// <summary>[api_auth] jwt_leeway.</summary>
    public TimeSpan Leeway { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>[execution_api] jwt_expiration_time.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>[scheduler] task_queued_timeout: how long a message may wait for its worker.</summary>
    public TimeSpan WorkloadLifetime { get; init; } = TimeSpan.FromMinutes(10);
}
