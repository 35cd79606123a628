namespace Airflow.Cli.Commands;

/// <summary>The registration of a command; it is made only when it is called.</summary>
internal sealed record CommandEntry(string Name, string Summary, Func<ICommand> Create)
{
    /// <summary>A paragraph after the summary in its help; empty for most.</summary>
    public string Details { get; init; } = "";

    /// <summary>Under which name the audit log tells of it, without the leading cli_; null when it changes nothing.</summary>
    public string? Audit { get; init; }
}
