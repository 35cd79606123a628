using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Execution.Tokens;

namespace Airflow.Server.Logs;

/// <summary>The tokens that open one log file of a worker for half a minute, in Airflow's form.</summary>
public sealed class LogTokens(string secret, TimeProvider clock)
{
    /// <summary>How long a token is good.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly TokenAuthority authority = new(
        new TokenOptions
        {
            Secret = Encoding.UTF8.GetBytes(secret),
            Audiences = ["task-instance-logs"],
            Leeway = Lifetime,
            RequiresSubject = false,
        },
        clock);

    /// <param name="path">The file, relative to the log folder.</param>
    public string For(string path) => authority.Issue("", TokenScopes.Log, Lifetime, new JsonObject { ["filename"] = path });

    /// <summary>Whether the token opens this file, and no other.</summary>
    public bool Opens(string token, string path) =>
        authority.Check(token) is { } claims && claims.Payload.TryGetProperty("filename", out var name) && name.ValueKind == JsonValueKind.String && name.GetString() == path;
}
