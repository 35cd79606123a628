namespace Airflow;

/// <summary>Chooses by the type of the error: the first rule that matches decides.</summary>
/// <param name="rules">In the order in which they are asked.</param>
/// <example><code>
/// RetryPolicy = new ExceptionRetryPolicy(
///     RetryRule.For&lt;TimeoutException&gt;(RetryAction.Retry) with { RetryDelay = TimeSpan.FromSeconds(5) },
///     RetryRule.For&lt;ArgumentException&gt;(RetryAction.Fail))
/// </code></example>
public sealed class ExceptionRetryPolicy(params IReadOnlyList<RetryRule> rules) : RetryPolicy
{
    /// <summary>In the order in which they are asked.</summary>
    public IReadOnlyList<RetryRule> Rules { get; } = rules;

    /// <summary>What to do when no rule matches.</summary>
    /// <value>Default: <see cref="RetryAction.Default"/>.</value>
    public RetryAction Otherwise { get; init; }

    /// <inheritdoc/>
    public override RetryDecision Decide(Exception exception, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var names = new List<string>();
        for (var type = exception.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            names.Add(RetryRule.NameOf(type));
        }

        return Decide(names);
    }

    /// <summary>The decision for an error of which only the names are known.</summary>
    /// <param name="typeAndBases">The full names of its type and of its base types, the type first.</param>
    /// <returns>What to do.</returns>
    public RetryDecision Decide(IReadOnlyList<string> typeAndBases)
    {
        ArgumentNullException.ThrowIfNull(typeAndBases);
        var rule = Rules.FirstOrDefault(rule => rule.Matches(typeAndBases));
        if (rule is null)
        {
            return new RetryDecision(Otherwise);
        }

        var name = typeAndBases[0];
        return new RetryDecision(rule.Action, rule.RetryDelay, rule.Reason ?? $"Matched rule for {name[(name.LastIndexOf('.') + 1)..]}");
    }
}
