namespace Airflow.Engine.Execution.Tokens;

/// <summary>What a token is good for.</summary>
public static class TokenScopes
{
    /// <summary>Travels in the queued message; starts its try and nothing else.</summary>
    public const string Workload = "workload";

    /// <summary>Everything that a running try may ask; also the meaning of a token without a scope.</summary>
    public const string Execution = "execution";

    /// <summary>A worker of ours, for all tries that it holds.</summary>
    public const string Worker = "worker";

    /// <summary>Shows that whoever made it knows the join secret.</summary>
    public const string Join = "join";

    /// <summary>Reads one log file of a worker.</summary>
    public const string Log = "log";
}
