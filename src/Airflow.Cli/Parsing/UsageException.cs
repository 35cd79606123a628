namespace Airflow.Cli.Parsing;

/// <summary>The command line was typed wrongly: the help goes to stdout, the message to stderr, exit code 2.</summary>
internal sealed class UsageException(string program, string help, string message) : Exception(message)
{
    public string Program { get; } = program;

    public string Help { get; } = help;

    /// <summary>What was probably meant, as a whole command line; null when nothing is near.</summary>
    public string? Suggestion { get; init; }
}
