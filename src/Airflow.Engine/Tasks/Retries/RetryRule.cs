namespace Airflow.Engine.Tasks.Retries;

/// <summary>What to do when one of these errors ends a try.</summary>
public sealed record RetryRule
{
    /// <summary>Makes a rule.</summary>
    /// <exception cref="ArgumentException">A name is not a full one, with its namespace.</exception>
    public RetryRule(IReadOnlyList<string> exceptions, RetryAction action)
    {
        ArgumentNullException.ThrowIfNull(exceptions);
        if (exceptions.FirstOrDefault(name => !name.Contains('.', StringComparison.Ordinal)) is { } bare)
        {
            throw new ArgumentException($"'{bare}' is not the full name of an error, such as System.TimeoutException.", nameof(exceptions));
        }
        Exceptions = exceptions;
        Action = action;
    }

    public IReadOnlyList<string> Exceptions { get; }

    public RetryAction Action { get; }

    /// <summary>Seconds until the next try.</summary>
    public double? RetryDelay { get; init; }

    public string? Reason { get; init; }

    /// <summary>Errors derived from the named ones match too.</summary>
    public bool MatchSubclasses { get; init; } = true;

    /// <summary>Whether an error matches, by the full names of its type and of its base types.</summary>
    public bool Matches(IReadOnlyList<string> typeAndBases)
    {
        ArgumentNullException.ThrowIfNull(typeAndBases);
        return typeAndBases.Take(MatchSubclasses ? int.MaxValue : 1).Any(Exceptions.Contains);
    }
}
