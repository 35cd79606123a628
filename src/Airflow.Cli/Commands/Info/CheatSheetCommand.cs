using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Info;

/// <summary>airflow cheat-sheet: every command with what it does, group by group.</summary>
internal sealed class CheatSheetCommand : ICommand
{
    public IReadOnlyList<Argument> Arguments => [OutputFormat.Verbose()];

    public Task<int> RunAsync(CommandContext context)
    {
        var sections = new List<(string Title, List<(string Line, string Summary)> Commands)>
        {
            ("Miscellaneous commands", [.. Sorted(CommandTree.Commands).Select(static entry => ($"airflow {entry.Name}", Short(entry.Summary)))]),
        };
        sections.AddRange(CommandTree.Groups.OrderBy(static group => group.Name, StringComparer.Ordinal).Select(static group =>
            (Short(group.Summary), Sorted(group.Commands()).Select(entry => ($"airflow {group.Name} {entry.Name}", Short(entry.Summary))).ToList())));

        var lineWidth = sections.Max(static section => section.Commands.Max(static command => command.Line.Length));
        foreach (var (title, commands) in sections)
        {
            var width = lineWidth + 3 + commands.Max(static command => command.Summary.Length);
            context.Out.Write(title.PadRight(width) + "\n");
            foreach (var (line, summary) in commands)
            {
                context.Out.Write($"{line.PadRight(lineWidth)} | {summary}".PadRight(width) + "\n");
            }

            context.Out.Write(new string(' ', width) + "\n");
        }

        return Task.FromResult(0);
    }

    private static IEnumerable<CommandEntry> Sorted(IEnumerable<CommandEntry> entries) => entries.OrderBy(static entry => entry.Name, StringComparer.Ordinal);

    private static string Short(string summary) => summary.TrimEnd('.');
}
