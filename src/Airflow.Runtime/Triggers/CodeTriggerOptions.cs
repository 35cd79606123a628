namespace Airflow.Runtime.Triggers;

/// <summary>How trigger children are started.</summary>
public sealed record CodeTriggerOptions
{
    /// <summary>Program that becomes a trigger child, with its arguments: <c>airflow trigger-child</c>.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Variables for the child beyond the few that every program needs.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A trigger whose process has died so often while it ran fails.</summary>
    public int MaxStarts { get; init; } = 3;
}
