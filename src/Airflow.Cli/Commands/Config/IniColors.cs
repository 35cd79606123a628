namespace Airflow.Cli.Commands.Config;

/// <summary>Colours sections, keys and comments of INI text for a terminal.</summary>
internal static class IniColors
{
    private const string Section = "\u001b[1;34m";
    private const string Comment = "\u001b[90m";
    private const string Key = "\u001b[36m";
    private const string Reset = "\u001b[0m";

    public static string Apply(string text) => string.Join('\n', text.Split('\n').Select(Color));

    private static string Color(string line)
    {
        if (line.Length == 0 || char.IsWhiteSpace(line[0]))
        {
            return line;
        }

        var equals = line.IndexOf(" =", StringComparison.Ordinal);
        return line[0] switch
        {
            '[' => Section + line + Reset,
            '#' => Comment + line + Reset,
            _ => equals < 0 ? line : Key + line[..equals] + Reset + line[equals..],
        };
    }
}
