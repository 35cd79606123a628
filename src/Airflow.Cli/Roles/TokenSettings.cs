using System.Security.Cryptography;
using System.Text;
using Airflow.Engine.Configuration;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Execution.Tokens;
using Airflow.Server.Api.Auth;

namespace Airflow.Cli.Roles;

/// <summary>The tokens of tries as the configuration says.</summary>
internal static class TokenSettings
{
    private const string DefaultAudience = "apache-airflow";

    /// <summary>Makes and checks the tokens that running tries show to the api-server.</summary>
    public static TokenAuthority ForTries(AirflowConfiguration configuration, TimeProvider clock) => new(
        new TokenOptions
        {
            Secret = Secret(configuration),
            Algorithm = Algorithm(configuration),
            Issuer = Text(configuration, "api_auth", "jwt_issuer"),
            Audiences = configuration.GetList("execution_api", "jwt_audience"),
            Leeway = configuration.GetDuration("api_auth", "jwt_leeway"),
            Lifetime = configuration.GetDuration("execution_api", "jwt_expiration_time"),
            WorkloadLifetime = configuration.GetDuration("scheduler", "task_queued_timeout"),
        },
        clock);

    /// <summary>Makes and checks the tokens of users.</summary>
    public static UserTokens ForUsers(AirflowConfiguration configuration, TimeProvider clock)
    {
        var authority = new TokenAuthority(
            new TokenOptions
            {
                Secret = Secret(configuration),
                Algorithm = Algorithm(configuration),
                Issuer = Text(configuration, "api_auth", "jwt_issuer"),
                Audiences = Text(configuration, "api_auth", "jwt_audience") is { Length: > 0 } audiences ? audiences.Split(',', StringSplitOptions.TrimEntries) : [DefaultAudience],
                Leeway = configuration.GetDuration("api_auth", "jwt_leeway"),
            },
            clock);
        return new UserTokens(authority, configuration.GetDuration("api_auth", "jwt_expiration_time"), configuration.GetDuration("api_auth", "jwt_cli_expiration_time"));
    }

    /// <summary>Checks what workers show that want to join; null when there is no join secret.</summary>
    public static TokenAuthority? ForJoining(AirflowConfiguration configuration, TimeProvider clock) =>
        JoinSecret(configuration) is { Length: > 0 } secret ? JoinTokens.For(secret, clock) : null;

    /// <summary>[execution_api] join_secret, else [api_auth] jwt_secret; empty when neither is set.</summary>
    public static string JoinSecret(AirflowConfiguration configuration) =>
        Text(configuration, "execution_api", "join_secret") is { Length: > 0 } secret ? secret : Text(configuration, "api_auth", "jwt_secret");

    /// <summary>What signs the tokens that open a worker's logs: [api] secret_key, else the join secret; empty when there is neither.</summary>
    public static string LogSecret(AirflowConfiguration configuration) =>
        Text(configuration, "api", "secret_key") is { Length: > 0 } secret ? secret : JoinSecret(configuration);

    /// <summary>Whether every server role comes to the same key.</summary>
    public static bool IsShared(AirflowConfiguration configuration) =>
        Text(configuration, "api_auth", "jwt_secret").Length > 0 || Text(configuration, "core", "fernet_key").Length > 0;

    /// <summary>Without a key of its own: one that follows from the Fernet key, which every server role has and no worker; else one that only this process knows.</summary>
    private static byte[] Secret(AirflowConfiguration configuration)
    {
        if (Text(configuration, "api_auth", "jwt_secret") is { Length: > 0 } secret)
        {
            return Encoding.UTF8.GetBytes(secret);
        }

        return Text(configuration, "core", "fernet_key") is { Length: > 0 } fernet
            ? HKDF.DeriveKey(HashAlgorithmName.SHA512, Encoding.UTF8.GetBytes(fernet), 64, info: "airflow task tokens"u8.ToArray())
            : RandomNumberGenerator.GetBytes(64);
    }

    private static string Algorithm(AirflowConfiguration configuration) =>
        Text(configuration, "api_auth", "jwt_algorithm") is { Length: > 0 } name && name != "GUESS" ? name : "HS512";

    private static string Text(AirflowConfiguration configuration, string section, string key) => configuration.Find(section, key)?.Text ?? "";
}
