using Airflow.Cli.Commands;

namespace Airflow.Cli;

/// <summary>What the first words mean: a command and the words left for it, or a page to print.</summary>
internal sealed record ResolvedCommand(string Program)
{
    /// <summary>Null when there is nothing to run.</summary>
    public CommandEntry? Entry { get; init; }

    public string[] Rest { get; init; } = [];

    /// <summary>Help that was asked for.</summary>
    public string Page { get; init; } = "";

    /// <summary>A line for stderr: the old name that was typed and what it is called now.</summary>
    public string? Notice { get; init; }

    /// <summary>The exit code when there is nothing to run.</summary>
    public int ExitCode { get; init; }
}
