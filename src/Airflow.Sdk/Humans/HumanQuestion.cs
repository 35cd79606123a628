namespace Airflow;

/// <summary>What a task asks people, who answer in the web interface or over the REST API.</summary>
public sealed record HumanQuestion
{
    /// <summary>The question in a line.</summary>
    public required string Subject { get; init; }

    /// <summary>What may be chosen.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>What has to be known to decide, as Markdown.</summary>
    /// <value>Default: none.</value>
    public string? Body { get; init; }

    /// <summary>Options that are chosen beforehand, and that count when nobody answers in time.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string>? Defaults { get; init; }

    /// <summary>Whether more than one option may be chosen.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Multiple { get; init; }

    /// <summary>Values that the answer brings along.</summary>
    /// <value>Default: none.</value>
    public ParamSet? Params { get; init; }

    /// <summary>The only people who may answer.</summary>
    /// <value>Default: none, and whoever may change task instances may answer.</value>
    public IReadOnlyList<HumanUser>? AssignedUsers { get; init; }
}
