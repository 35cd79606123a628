namespace Airflow.Engine.Users;

/// <summary>Tokens that users made for programs of their own (table personal_access_token).</summary>
public interface IPersonalAccessTokens
{
    /// <summary>False when the user has one of that name already.</summary>
    Task<bool> AddAsync(PersonalAccessToken token, CancellationToken cancellationToken);

    Task<PersonalAccessToken?> FindAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Those of one user, oldest first.</summary>
    Task<IReadOnlyList<PersonalAccessToken>> ListAsync(string username, CancellationToken cancellationToken);

    Task UseAsync(Guid id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>False when the user has none of that id.</summary>
    Task<bool> DeleteAsync(string username, Guid id, CancellationToken cancellationToken);
}
