using System.Text.Json;

namespace Airflow.Engine.Execution.Tokens;

/// <summary>What a valid token says.</summary>
/// <param name="Subject">Whom it is about: the id of a try, or the name of a worker.</param>
/// <param name="Scope">What it is good for.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
/// <param name="Payload">All claims.</param>
public sealed record TokenClaims(string Subject, string Scope, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, JsonElement Payload)
{
    /// <summary>So little of its life is left that it should be renewed: a fifth, or half a minute if that is more.</summary>
    public bool IsNearEnd(DateTimeOffset now)
    {
        var margin = TimeSpan.FromTicks((ExpiresAt - IssuedAt).Ticks / 5);
        return ExpiresAt - now < (margin > TimeSpan.FromSeconds(30) ? margin : TimeSpan.FromSeconds(30));
    }
}
