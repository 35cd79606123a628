using System.Security.Cryptography;
using System.Text;
using Airflow.Engine.Execution.Tokens;
using Airflow.Engine.Users;

namespace Airflow.Server.Api.Auth;

/// <summary>Users and roles of the database.</summary>
public sealed class StoredUsers(IUserStore store, IPasswordHasher hasher, TimeProvider clock) : IUserDirectory
{
    /// <summary>What roles permit changes seldom, and is asked with every call.</summary>
    private static readonly TimeSpan RolesKept = TimeSpan.FromSeconds(2);

    // whoever asks for a user that is not there must wait as long as for one that is
    private readonly string nobody = hasher.Hash("nobody's password");
    private (DateTimeOffset Until, IReadOnlyList<Role> Roles)? kept;

    public bool IsOpen => false;

    public async Task<ApiUser?> LoginAsync(string username, string password, CancellationToken cancellationToken)
    {
        var user = await store.FindAsync(username, cancellationToken);
        var check = hasher.Check(user?.PasswordHash ?? nobody, password);
        if (user is not { IsActive: true, PasswordHash: not null })
        {
            return null;
        }

        if (check == PasswordCheck.Wrong)
        {
            await store.UpdateAsync(user with { FailLoginCount = user.FailLoginCount + 1 }, cancellationToken);
            return null;
        }

        var hash = check == PasswordCheck.RightButOutdated ? hasher.Hash(password) : user.PasswordHash;
        var now = user with { LastLogin = clock.GetUtcNow(), LoginCount = user.LoginCount + 1, FailLoginCount = 0, PasswordHash = hash };
        await store.UpdateAsync(now, cancellationToken);
        return await WithRolesAsync(now, cancellationToken);
    }

    public async Task<ApiUser?> FindAsync(TokenClaims token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        return await FindNamedAsync(token.Subject, cancellationToken) is { } user && UserTokens.StampOf(token) == user.Stamp ? user : null;
    }

    public async Task<ApiUser?> FindNamedAsync(string username, CancellationToken cancellationToken) =>
        await store.FindAsync(username, cancellationToken) is { IsActive: true } user ? await WithRolesAsync(user, cancellationToken) : null;

    private async Task<ApiUser> WithRolesAsync(User user, CancellationToken cancellationToken)
    {
        var roles = await RolesAsync(cancellationToken);
        return new StoredUser(user.Username, StampOf(user), [.. roles.Where(role => user.Roles.Contains(role.Name, StringComparer.Ordinal))]);
    }

    private async Task<IReadOnlyList<Role>> RolesAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (kept is { } found && found.Until > now)
        {
            return found.Roles;
        }

        var roles = await store.ListRolesAsync(cancellationToken);
        kept = (now + RolesKept, roles);
        return roles;
    }

    /// <summary>Tells one password from the next, and nothing about either.</summary>
    private static string StampOf(User user) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{user.Id}:{user.PasswordHash}")).AsSpan(0, 8));
}
