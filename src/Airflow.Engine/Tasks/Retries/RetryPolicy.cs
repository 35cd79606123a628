namespace Airflow.Engine.Tasks.Retries;

/// <summary>Chooses by the error what follows a failed try: the first rule that matches decides.</summary>
public sealed record RetryPolicy(IReadOnlyList<RetryRule> Rules, RetryAction Default = RetryAction.Default)
{
    /// <summary>The longest reason that is kept.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>The decision for an error, given the full names of its type and of its base types, the type first.</summary>
    public RetryDecision Decide(IReadOnlyList<string> typeAndBases)
    {
        ArgumentNullException.ThrowIfNull(typeAndBases);
        var rule = Rules.FirstOrDefault(rule => rule.Matches(typeAndBases));
        if (rule is null)
        {
            return new RetryDecision(Default);
        }
        var name = typeAndBases[0];
        return new RetryDecision(rule.Action, rule.RetryDelay, rule.Reason ?? $"Matched rule for {name[(name.LastIndexOf('.') + 1)..]}");
    }

    /// <summary>The action of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static RetryAction ParseAction(string name) => name switch
    {
        "retry" => RetryAction.Retry,
        "fail" => RetryAction.Fail,
        "default" => RetryAction.Default,
        _ => throw new ArgumentException($"'{name}' is not a retry action; known: retry, fail, default.", nameof(name)),
    };
}
