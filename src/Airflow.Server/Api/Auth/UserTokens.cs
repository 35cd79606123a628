using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Execution.Tokens;

namespace Airflow.Server.Api.Auth;

/// <summary>The tokens of users: made at login, checked with every call.</summary>
/// <param name="authority">Signs; its audience is [api_auth] jwt_audience.</param>
/// <param name="lifetime">[api_auth] jwt_expiration_time.</param>
/// <param name="cliLifetime">[api_auth] jwt_cli_expiration_time.</param>
public sealed class UserTokens(TokenAuthority authority, TimeSpan lifetime, TimeSpan cliLifetime)
{
    /// <summary>The cookie that browsers carry the token in.</summary>
    public const string Cookie = "_token";

    private const string Stamp = "stamp";

    public string Issue(ApiUser user, bool isForCli = false)
    {
        ArgumentNullException.ThrowIfNull(user);
        var claims = new JsonObject { ["role"] = user.Role, ["teams"] = new JsonArray() };
        if (user.Stamp is { } stamp)
        {
            claims[Stamp] = stamp;
        }

        return authority.Issue(user.Name, null, LifetimeOf(isForCli), claims);
    }

    /// <summary>How long a token is good.</summary>
    public TimeSpan LifetimeOf(bool isForCli) => isForCli ? cliLifetime : lifetime;

    /// <summary>A key for something else than tokens, the same on all api-servers.</summary>
    public byte[] KeyFor(string purpose) => authority.KeyFor(purpose);

    /// <summary>Which password the token was made with; null when it does not say.</summary>
    public static string? StampOf(TokenClaims token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return token.Payload.TryGetProperty(Stamp, out var stamp) && stamp.ValueKind == JsonValueKind.String ? stamp.GetString() : null;
    }

    /// <summary>What the token says; null when it is not good, with whether it once was.</summary>
    public TokenClaims? Check(string token, out bool isExpired) => authority.Check(token, out isExpired);
}
