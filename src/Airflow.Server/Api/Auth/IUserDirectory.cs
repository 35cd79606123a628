using Airflow.Engine.Execution.Tokens;

namespace Airflow.Server.Api.Auth;

/// <summary>Who is who, and who may what.</summary>
public interface IUserDirectory
{
    /// <summary>Everybody may do everything, without a credential.</summary>
    bool IsOpen { get; }

    /// <summary>The user of this name and password; null when there is none, whatever the reason.</summary>
    Task<ApiUser?> LoginAsync(string username, string password, CancellationToken cancellationToken);

    /// <summary>The user that a token was made for; null when he is no more, or has another password since.</summary>
    Task<ApiUser?> FindAsync(TokenClaims token, CancellationToken cancellationToken);

    /// <summary>The user of this name, if he may come in.</summary>
    Task<ApiUser?> FindNamedAsync(string username, CancellationToken cancellationToken);
}
