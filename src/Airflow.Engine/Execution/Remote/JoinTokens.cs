using System.Text;
using Airflow.Engine.Execution.Tokens;

namespace Airflow.Engine.Execution.Remote;

/// <summary>
/// How a worker shows that it knows the join secret without sending it: it signs a token of one minute with it. What it gets in return is
/// signed with the server's own key.
/// </summary>
public static class JoinTokens
{
    /// <summary>How long after it was made a server accepts it.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>A worker whose clock is wrong may join all the same: nothing but this token is checked by its clock.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromHours(2);

    public static TokenAuthority For(string secret, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return secret.Length > 0
            ? new TokenAuthority(
                new TokenOptions { Secret = Encoding.UTF8.GetBytes(secret), Audiences = ["urn:airflow-net:join"], Leeway = ClockTolerance }, clock)
            : throw new AirflowException(
                "join_secret_missing", "There is no join secret: set [execution_api] join_secret (or [api_auth] jwt_secret) to the same text on the api-server and on its workers.");
    }
}
