using System.Text;

namespace Airflow.Cli.Parsing;

/// <summary>The arguments of one command and the page that explains them.</summary>
internal sealed class CommandHelp
{
    /// <summary>The flag that every command and group has.</summary>
    public static readonly Argument HelpFlag = Option.Flag("-h/--help", "Show this page and exit.");

    public CommandHelp(string program, string summary, IReadOnlyList<Argument> arguments)
    {
        Program = program;
        Summary = summary;
        Arguments = arguments;
        Options = [HelpFlag, .. arguments.Where(static argument => !argument.IsPositional)];
        Positionals = [.. arguments.Where(static argument => argument.IsPositional)];
    }

    /// <summary>What is typed before the arguments, such as "airflow dags list".</summary>
    public string Program { get; }

    public string Summary { get; }

    /// <summary>A paragraph after the summary; empty for most.</summary>
    public string Details { get; init; } = "";

    public IReadOnlyList<Argument> Arguments { get; }

    public IReadOnlyList<Argument> Options { get; }

    public IReadOnlyList<Argument> Positionals { get; }

    public string Render()
    {
        var text = new StringBuilder().Append(UsageText.Render(Program, Options, Positionals)).Append('\n').Append(Summary).Append('\n');
        if (Details.Length > 0)
        {
            text.Append('\n').Append(Details).Append('\n');
        }

        HelpTable.Append(text, "Positional arguments", [.. Positionals.Select(static argument => (argument.ValueName, Explain(argument)))]);
        HelpTable.Append(text, "Options", [.. Options.Select(static argument => (Title(argument), Explain(argument)))]);
        return text.ToString();
    }

    private static string Title(Argument option) => option.Arity == Arity.Flag
        ? string.Join(", ", option.Flags)
        : $"{string.Join(", ", option.Flags)} {option.ValueName}";

    private static string Explain(Argument argument) => argument.DefaultValue is string { Length: > 0 } or int
        ? $"{argument.Help} (default: {argument.DefaultValue})"
        : argument.Help;
}
