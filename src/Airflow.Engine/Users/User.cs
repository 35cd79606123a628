namespace Airflow.Engine.Users;

/// <summary>A user with the hash of the password and the names of the roles.</summary>
public sealed record User
{
    /// <summary>Database key; 0 before it is stored.</summary>
    public int Id { get; init; }
    public required string Username { get; init; }
    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public required string Email { get; init; }
    public string? PasswordHash { get; init; }
    public bool IsActive { get; init; } = true;
    public IReadOnlyList<string> Roles { get; init; } = [];
    public DateTimeOffset? LastLogin { get; init; }
    public int LoginCount { get; init; }
    public int FailLoginCount { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
}
