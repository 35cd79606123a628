namespace Airflow.Engine.Configuration;

/// <summary>Reads options.txt, whose first lines describe its form.</summary>
internal static class OptionTableReader
{
    /// <summary>Every option.</summary>
    public static List<OptionDefinition> Read(string text)
    {
        var options = new List<OptionDefinition>(512);
        var section = "";
        var description = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (line[0])
            {
                case ';':
                    description = line[2..];
                    break;
                case '[':
                    section = line[1..^1];
                    break;
                default:
                    options.Add(ReadOption(section, line, description));
                    break;
            }
        }

        return options;
    }

    /// <summary>The option of this name, or null.</summary>
    public static OptionDefinition? Find(string text, string section, string key)
    {
        var start = text.IndexOf($"\n[{section}]\n", StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var found = text.IndexOf($"\n{key}: ", start, StringComparison.Ordinal);
        var next = text.IndexOf("\n[", start + 1, StringComparison.Ordinal);
        return found < 0 || (next >= 0 && found > next) ? null : ReadOptionAt(text, section, found + 1);
    }

    /// <summary>The option that had this name once, or null.</summary>
    public static OptionDefinition? FindByFormerName(string text, string section, string key)
    {
        var former = $" was {section}.{key}";
        var found = text.IndexOf(former, StringComparison.Ordinal);
        while (found >= 0 && !IsEndOfWord(text, found + former.Length))
        {
            found = text.IndexOf(former, found + 1, StringComparison.Ordinal);
        }

        if (found < 0)
        {
            return null;
        }

        var header = found;
        while (text[header] != '[' || text[header - 1] != '\n')
        {
            header--;
        }

        return ReadOptionAt(text, text[(header + 1)..text.IndexOf(']', header)], LineStart(text, found));
    }

    internal static OptionName ParseName(string dotted)
    {
        var dot = dotted.LastIndexOf('.');
        return new OptionName(dotted[..dot], dotted[(dot + 1)..]);
    }

    // searching backwards for text takes 2.5 ms to be made ready (measured); lines are short
    private static int LineStart(string text, int index)
    {
        while (index > 0 && text[index - 1] != '\n')
        {
            index--;
        }

        return index;
    }

    private static bool IsEndOfWord(string text, int index) => index >= text.Length || text[index] is ' ' or '\n';

    private static OptionDefinition ReadOptionAt(string text, string section, int start)
    {
        var end = text.IndexOf('\n', start);
        var above = LineStart(text, start - 1);
        return ReadOption(section, end < 0 ? text[start..] : text[start..end], text[(above + 2)..(start - 1)]);
    }

    private static OptionDefinition ReadOption(string section, string line, string description)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var rest = line[(colon + 2)..];
        string? defaultValue = null;
        var equals = rest.IndexOf(" =", StringComparison.Ordinal);
        if (equals >= 0)
        {
            var value = rest[(equals + 2)..];
            defaultValue = value.Length == 0 ? "" : value[1..].Replace("\\n", "\n", StringComparison.Ordinal);
            rest = rest[..equals];
        }

        var words = rest.Split(' ');
        var choices = Array.IndexOf(words, "of");
        return new OptionDefinition(new OptionName(section, line[..colon]), ParseType(words[0]), defaultValue, description)
        {
            IsSensitive = Array.IndexOf(words, "sensitive") > 0,
            IsOfProvider = Array.IndexOf(words, "provider") > 0,
            IsTemplate = Array.IndexOf(words, "template") > 0,
            Choices = choices < 0 ? [] : words[choices + 1].Split('|'),
            FormerNames = ReadFormerNames(words),
        };
    }

    private static OptionName[] ReadFormerNames(string[] words)
    {
        var was = Array.IndexOf(words, "was");
        if (was < 0)
        {
            return [];
        }

        var names = new List<OptionName>(1);
        while (was >= 0)
        {
            names.Add(ParseName(words[was + 1]));
            was = Array.IndexOf(words, "was", was + 1);
        }

        return [.. names];
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
