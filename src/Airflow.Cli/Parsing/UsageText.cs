using System.Text;

namespace Airflow.Cli.Parsing;

/// <summary>The usage lines, folded as Airflow folds them: 78 columns, continued under the first argument.</summary>
internal static class UsageText
{
    private const string Prefix = "Usage: ";
    private const int Width = 78;

    public static string Render(string program, IReadOnlyList<Argument> options, IReadOnlyList<Argument> positionals)
    {
        string[] optionParts = [.. options.Select(Part)];
        string[] positionalParts = [.. positionals.Select(Part)];
        var whole = $"{Prefix}{program} {string.Join(' ', optionParts.Concat(positionalParts))}".TrimEnd();
        if (whole.Length <= Width)
        {
            return whole + "\n";
        }

        var text = new StringBuilder();
        var indent = Prefix.Length + program.Length + 1;
        var column = Append(text, Prefix + program, optionParts, indent, 0);
        if (positionalParts.Length > 0 && column > 0)
        {
            text.Append('\n');
            Append(text, new string(' ', indent - 1), positionalParts, indent, 0);
        }

        return text.Append('\n').ToString();
    }

    private static int Append(StringBuilder text, string start, string[] parts, int indent, int column)
    {
        text.Append(start);
        column += start.Length;
        foreach (var part in parts)
        {
            if (column + 1 + part.Length > Width && column > indent)
            {
                text.Append('\n').Append(' ', indent - 1);
                column = indent - 1;
            }

            text.Append(' ').Append(part);
            column += part.Length + 1;
        }

        return column;
    }

    private static string Part(Argument argument)
    {
        var value = argument.Arity switch
        {
            Arity.Flag => "",
            Arity.Any => $"[{argument.ValueName} ...]",
            Arity.AtLeastOne => $"{argument.ValueName} [{argument.ValueName} ...]",
            Arity.Optional => $"[{argument.ValueName}]",
            _ => argument.ValueName,
        };
        if (argument.Flags is [_, ['-', '-', 'n', 'o', '-', ..]])
        {
            return $"[{string.Join(" | ", argument.Flags)}]";
        }

        return argument.IsPositional
            ? value
            : argument.IsRequired ? $"{argument.Flags[0]} {value}" : $"[{argument.Flags[0]} {value}".TrimEnd() + "]";
    }
}
