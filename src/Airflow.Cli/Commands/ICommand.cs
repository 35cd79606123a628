using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands;

/// <summary>One verb of the command line.</summary>
internal interface ICommand
{
    /// <summary>Its arguments; options in the order of their names.</summary>
    IReadOnlyList<Argument> Arguments { get; }

    /// <summary>Does it; returns the exit code.</summary>
    Task<int> RunAsync(CommandContext context);
}
