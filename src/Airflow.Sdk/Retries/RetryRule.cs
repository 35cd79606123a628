namespace Airflow;

/// <summary>What to do when one of these errors ends a try.</summary>
public sealed record RetryRule
{
    /// <summary>A rule for errors given by their names.</summary>
    /// <param name="exceptions">Full names, such as <c>System.TimeoutException</c>.</param>
    /// <param name="action">What to do.</param>
    /// <exception cref="ArgumentException">A name is not a full one, with its namespace.</exception>
    public RetryRule(IReadOnlyList<string> exceptions, RetryAction action)
        : this(action, exceptions)
    {
        ArgumentNullException.ThrowIfNull(exceptions);
        if (exceptions.FirstOrDefault(name => !name.Contains('.', StringComparison.Ordinal)) is { } bare)
        {
            throw new ArgumentException($"'{bare}' is not the full name of an error, such as System.TimeoutException.", nameof(exceptions));
        }
    }

    private RetryRule(RetryAction action, IReadOnlyList<string> exceptions) => (Exceptions, Action) = (exceptions, action);

    /// <summary>Full names of the errors.</summary>
    public IReadOnlyList<string> Exceptions { get; }

    /// <summary>What to do.</summary>
    public RetryAction Action { get; }

    /// <summary>How long to wait for the next try.</summary>
    /// <value>Default: the task's own delay.</value>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>Why; kept with the try.</summary>
    /// <value>Default: the name of the error.</value>
    public string? Reason { get; init; }

    /// <summary>Whether errors derived from the named ones match, too.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool MatchSubclasses { get; init; } = true;

    /// <summary>A rule for one type of errors.</summary>
    /// <typeparam name="TException">The type.</typeparam>
    /// <param name="action">What to do.</param>
    /// <returns>The rule.</returns>
    public static RetryRule For<TException>(RetryAction action)
        where TException : Exception => new(action, [NameOf(typeof(TException))]);

    /// <summary>Whether an error matches.</summary>
    /// <param name="typeAndBases">The full names of its type and of its base types, the type first.</param>
    /// <returns>Whether it is one of the rule's.</returns>
    public bool Matches(IReadOnlyList<string> typeAndBases)
    {
        ArgumentNullException.ThrowIfNull(typeAndBases);
        return typeAndBases.Take(MatchSubclasses ? int.MaxValue : 1).Any(Exceptions.Contains);
    }

    internal static string NameOf(Type type) => type.FullName ?? type.Name;
}
