namespace Airflow.Engine.Configuration;

/// <summary>Reads options.txt, whose first lines describe its form.</summary>
internal static class OptionTableReader
{
    public static OptionTable Read(string text)
    {
        var options = new List<OptionDefinition>(512);
        var section = "";
        var description = "";
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty)
            {
                continue;
            }

            switch (line[0])
            {
                case ';':
                    description = line[1..].Trim().ToString();
                    break;
                case '[':
                    section = line[1..^1].ToString();
                    break;
                default:
                    options.Add(ReadOption(section, line, description));
                    break;
            }
        }

        return new OptionTable(options);
    }

    private static OptionDefinition ReadOption(string section, ReadOnlySpan<char> line, string description)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var key = line[..colon].ToString();
        var rest = line[(colon + 2)..];
        string? defaultValue = null;
        var equals = rest.IndexOf(" =", StringComparison.Ordinal);
        if (equals >= 0)
        {
            var value = rest[(equals + 2)..];
            defaultValue = value.IsEmpty ? "" : value[1..].ToString().Replace("\\n", "\n", StringComparison.Ordinal);
            rest = rest[..equals];
        }

        var words = rest.ToString().Split(' ');
        var choices = Array.IndexOf(words, "of");
        return new OptionDefinition(new OptionName(section, key), ParseType(words[0]), defaultValue, description)
        {
            IsSensitive = words.Contains("sensitive", StringComparer.Ordinal),
            IsOfProvider = words.Contains("provider", StringComparer.Ordinal),
            IsTemplate = words.Contains("template", StringComparer.Ordinal),
            Choices = choices < 0 ? [] : words[choices + 1].Split('|'),
            FormerNames = [.. words.Index().Where(word => word.Index > 0 && words[word.Index - 1] is "was").Select(word => ParseName(word.Item))],
        };
    }

    internal static OptionName ParseName(string dotted)
    {
        var dot = dotted.LastIndexOf('.');
        return new OptionName(dotted[..dot], dotted[(dot + 1)..]);
    }

    private static OptionType ParseType(string word) => word switch
    {
        "string" => OptionType.Text,
        "integer" => OptionType.Integer,
        "float" => OptionType.Float,
        "boolean" => OptionType.Boolean,
        _ => throw new InvalidOperationException($"options.txt names an unknown type {word}."),
    };
}
