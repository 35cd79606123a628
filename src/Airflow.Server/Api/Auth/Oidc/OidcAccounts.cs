using Airflow.Engine;
using Airflow.Engine.Users;

namespace Airflow.Server.Api.Auth.Oidc;

/// <summary>The accounts of those who log in elsewhere: made at the first login, with the roles that their groups give at each one, and without a password.</summary>
internal sealed class OidcAccounts(IUserStore users, OidcOptions options, TimeProvider clock)
{
    /// <summary>Returns the name of the account.</summary>
    /// <exception cref="OidcException">No role, an account that is not active, or one with a password, which belongs to somebody who logs in here.</exception>
    public async Task<string> EnterAsync(OidcIdentity identity, CancellationToken cancellationToken)
    {
        var roles = options.RolesOf(identity.Groups);
        if (roles.Count == 0)
        {
            throw new OidcException("none of your groups has a role here");
        }

        try
        {
            return await StoreAsync(identity, roles, cancellationToken)
                ? identity.Username
                : throw new OidcException("another account has your user name or mail address");
        }
        catch (AirflowException exception) when (exception.Code == "role_not_found")
        {
            throw new OidcException("a role that your groups give does not exist here", exception);
        }
    }

    private async Task<bool> StoreAsync(OidcIdentity identity, IReadOnlyList<string> roles, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var known = await users.FindAsync(identity.Username, cancellationToken);
        if (known is null)
        {
            return await users.AddAsync(
                new User
                {
                    Username = identity.Username,
                    FirstName = identity.FirstName,
                    LastName = identity.LastName,
                    Email = identity.Email,
                    Roles = roles,
                    LastLogin = now,
                    LoginCount = 1,
                    CreatedAt = now,
                },
                cancellationToken);
        }

        if (known.PasswordHash is not null || known.Username != identity.Username)
        {
            return false;
        }

        if (!known.IsActive)
        {
            throw new OidcException("your account is not active");
        }

        return await users.UpdateAsync(
            known with
            {
                FirstName = identity.FirstName,
                LastName = identity.LastName,
                Email = identity.Email,
                Roles = roles,
                LastLogin = now,
                LoginCount = known.LoginCount + 1,
            },
            cancellationToken);
    }
}
