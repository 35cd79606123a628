namespace Airflow.Cli.Commands;

/// <summary>A group of commands; its entries are made only when it is entered.</summary>
internal sealed record CommandGroup(string Name, string Summary, Func<IReadOnlyList<CommandEntry>> Commands);
