namespace Airflow.Engine.Configuration;

/// <summary>Collects a whole section from defaults, file and environment.</summary>
internal static class SectionReader
{
    public static IReadOnlyDictionary<string, object>? Read(AirflowConfiguration configuration, string section)
    {
        var keys = OptionTable.Instance.InSection(section).Select(option => option.Name.Key)
            .Concat(configuration.File.KeysOf(section))
            .Concat(KeysOfEnvironment(configuration, section));
        var entries = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var key in keys.Select(key => WithoutSuffix(section, key)).Distinct(StringComparer.Ordinal))
        {
            if (configuration.Find(section, key) is { } value)
            {
                entries[key] = Guess(value.Text);
            }
        }

        return entries.Count > 0 ? entries : null;
    }

    private static IEnumerable<string> KeysOfEnvironment(AirflowConfiguration configuration, string section)
    {
        var prefix = new OptionName(section, "").EnvironmentVariable;
        return configuration.Inputs.Environment.Keys
            .Where(name => name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => name[prefix.Length..].ToLowerInvariant());
    }

    private static string WithoutSuffix(string section, string key)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["_cmd", "_secret"])
        {
            if (key.EndsWith(suffix, StringComparison.Ordinal)
                && OptionTable.Instance.TryFind(new OptionName(section, key[..^suffix.Length]), out var option)
                && option.IsSensitive)
            {
                return option.Name.Key;
            }
        }

        return key;
    }

    private static object Guess(string text)
    {
        try
        {
            return text.Contains('.', StringComparison.Ordinal) ? ValueText.ToDouble(text) : ValueText.ToInt(text);
        }
        catch (FormatException)
        {
            return text.ToLowerInvariant() switch
            {
                "t" or "true" => true,
                "f" or "false" => false,
                _ => text,
            };
        }
    }
}
