using Airflow.Cli.Output;

namespace Airflow.Cli.Commands.Info;

/// <summary>Puts variables where a text names a user or the user's folder.</summary>
internal static class Anonymizer
{
    public static InfoSection Apply(InfoSection section, CommandContext context)
    {
        var row = new Row();
        foreach (var (name, value) in section.Values)
        {
            row.Add(name, value is string text ? Apply(text, context) : value);
        }

        return section with { Values = row };
    }

    private static string Apply(string text, CommandContext context)
    {
        text = Replace(text, context.Configuration.Home, "${AIRFLOW_HOME}");
        text = Replace(text, context.Variables.GetValueOrDefault("HOME"), "${HOME}");
        text = Replace(text, Environment.MachineName, "${HOST}");
        return Replace(text, context.UserName, "${USER}");
    }

    private static string Replace(string text, string? secret, string variable) =>
        secret is { Length: > 1 } ? text.Replace(secret, variable, StringComparison.Ordinal) : text;
}
