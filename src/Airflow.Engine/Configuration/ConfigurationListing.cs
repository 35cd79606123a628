using System.Text;

namespace Airflow.Engine.Configuration;

/// <summary>Writes the effective configuration in the form of airflow.cfg.</summary>
public sealed class ConfigurationListing(AirflowConfiguration configuration, ListingOptions options)
{
    private const string Hidden = "< hidden >";

    public string Write()
    {
        var text = new StringBuilder();
        foreach (var section in Sections())
        {
            var keys = KeysOf(section).ToList();
            if (keys.Count == 0)
            {
                continue;
            }

            text.Append('[').Append(section).Append("]\n");
            var isSeparated = true;
            foreach (var key in keys)
            {
                isSeparated = Append(text, new OptionName(section, key));
            }

            text.Append(options.WithDescriptions && !isSeparated ? "\n" : "");
        }

        return text.ToString();
    }

    private IEnumerable<string> Sections()
    {
        var sections = OptionTable.Instance.Sections;
        if (!options.OnlyDefaults)
        {
            sections = sections.Concat(configuration.File.Sections).Distinct(StringComparer.Ordinal);
        }

        return sections.Where(section => options.Section is null || string.Equals(section, options.Section, StringComparison.OrdinalIgnoreCase));
    }

    private IEnumerable<string> KeysOf(string section)
    {
        var known = OptionTable.Instance.InSection(section).Where(option => options.WithProviders || !option.IsOfProvider).Select(option => option.Name.Key);
        return options.OnlyDefaults
            ? known
            : known.Concat(configuration.File.KeysOf(section).Where(key => IsListed(section, key))).Distinct(StringComparer.Ordinal);
    }

    // of the entries in the file only those are added that stand for themselves
    private bool IsListed(string section, string key)
    {
        var name = new OptionName(section, key);
        return !OptionTable.Instance.TryFind(name, out var option)
            ? !OptionTable.Instance.TryFindByFormerName(name, out _) && !key.EndsWith("_cmd", StringComparison.Ordinal) && !key.EndsWith("_secret", StringComparison.Ordinal)
            : options.WithProviders || !option.IsOfProvider;
    }

    /// <summary>Writes an entry; one with notes is followed by a blank line.</summary>
    private bool Append(StringBuilder text, OptionName name)
    {
        OptionTable.Instance.TryFind(name, out var option);
        var value = ValueOf(name, option);
        var hasNotes = AppendNotes(text, name, option, value);
        // whether a hidden option is set at all is hidden, too
        var isHidden = options.HideSensitive && option is { IsSensitive: true };
        var shown = !options.ShowValues ? null : isHidden ? Hidden : value?.Text;
        var isComment = shown is null || options.CommentOut;
        text.Append(isComment ? "# " : "").Append(name.Key).Append(" = ")
            .AppendJoin(isComment ? "\n# " : "\n    ", (shown ?? "").Split('\n')).Append(hasNotes ? "\n\n" : "\n");
        return hasNotes;
    }

    private ConfigurationValue? ValueOf(OptionName name, OptionDefinition? option)
    {
        if (!options.OnlyDefaults)
        {
            return configuration.Find(name.Section, name.Key);
        }

        return option?.DefaultFor(configuration.Home) is { } text ? new ConfigurationValue(text, ConfigurationSource.Default, "the default") : null;
    }

    private bool AppendNotes(StringBuilder text, OptionName name, OptionDefinition? option, ConfigurationValue? value)
    {
        var hasNotes = false;
        if (options.WithDescriptions && option is not null)
        {
            text.Append("# ").Append(option.Description).Append('\n');
            hasNotes = true;
        }

        if (options.WithSources && value is not null)
        {
            text.Append("#\n# Source: ").Append(NameOf(value.Source)).Append('\n');
            hasNotes = true;
        }

        if (options.WithVariables)
        {
            text.Append("#\n# Variable: ").Append(name.EnvironmentVariable).Append('\n');
            hasNotes = true;
        }

        text.Append(hasNotes ? "#\n" : "");
        return hasNotes;
    }

    private static string NameOf(ConfigurationSource source) => source switch
    {
        ConfigurationSource.EnvironmentVariable => "env var",
        ConfigurationSource.File => "airflow.cfg",
        ConfigurationSource.EnvironmentCommand or ConfigurationSource.FileCommand => "cmd",
        ConfigurationSource.EnvironmentSecret or ConfigurationSource.FileSecret => "secret",
        _ => "default",
    };
}
