using Airflow.Engine.Users;

namespace Airflow.Server.Api.Accounts;

/// <summary>A user; nothing of his password is ever told.</summary>
internal sealed record UserResponse(
    string Username,
    string Email,
    string FirstName,
    string LastName,
    IReadOnlyList<NamedThing> Roles,
    bool Active,
    DateTimeOffset? LastLogin,
    int LoginCount,
    int FailLoginCount,
    DateTimeOffset? CreatedOn)
{
    public static UserResponse Of(User user) => new(
        user.Username,
        user.Email,
        user.FirstName,
        user.LastName,
        [.. user.Roles.Select(static role => new NamedThing(role))],
        user.IsActive,
        user.LastLogin,
        user.LoginCount,
        user.FailLoginCount,
        user.CreatedAt);
}
