namespace Airflow.Engine.Connections;

/// <summary>A test of a connection that was asked for, and what it found (table connection_test_request).</summary>
/// <param name="Id">The row.</param>
/// <param name="Token">What its asker knows it by.</param>
/// <param name="Connection">What is tested, as it is stored.</param>
public sealed record ConnectionTest(Guid Id, string Token, StoredConnection Connection)
{
    public const string Running = "running";
    public const string Success = "success";
    public const string Failed = "failed";

    public string State { get; init; } = Running;

    /// <summary>What was found; null until something was.</summary>
    public string? Message { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether the connection is stored once it was seen to work.</summary>
    public bool CommitsOnSuccess { get; init; }

    public string? Executor { get; init; }

    public string? Queue { get; init; }
}
