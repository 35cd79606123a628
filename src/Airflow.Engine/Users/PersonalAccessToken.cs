namespace Airflow.Engine.Users;

/// <summary>A token that a user made for programs of his own; the token itself is known to him only.</summary>
public sealed record PersonalAccessToken
{
    public required Guid Id { get; init; }

    public required string Username { get; init; }

    /// <summary>What he calls it.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the token, in hex.</summary>
    public required string Hash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }
}
