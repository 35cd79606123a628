using Airflow.Engine.Configuration;
using Airflow.Engine.Secrets;

namespace Airflow.Server.Api.Config;

/// <summary>Reads the configuration as it may be shown: what is secret is hidden, whatever [api] expose_config says.</summary>
internal sealed class ConfigReader(AirflowConfiguration configuration, SecretMasker masker)
{
    /// <summary>What stands in place of what is secret.</summary>
    public const string Hidden = "< hidden >";

    public Config ReadAll() => new([.. Sections().Select(section => ReadSection(section, section)).Where(static section => section.Options.Count > 0)]);

    /// <summary>null when there is no such section; it is told by the name that was asked for.</summary>
    public Config? FindSection(string name) => Sections().FirstOrDefault(section => section.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
        ? new Config([ReadSection(found, name)])
        : null;

    /// <summary>null when it is not set and has no default.</summary>
    public Config? FindOption(string section, string key) => ValueOf(section.ToLowerInvariant(), key.ToLowerInvariant()) is { } value
        ? new Config([new ConfigSection(section, [new ConfigOption(key, value)])])
        : null;

    private IEnumerable<string> Sections() => OptionTable.Instance.Sections.Concat(configuration.File.Sections).Distinct(StringComparer.Ordinal);

    private ConfigSection ReadSection(string section, string name) => new(
        name,
        [
            .. OptionTable.Instance.Options.Where(option => option.Name.Section == section).Select(static option => option.Name.Key)
                .Concat(configuration.File.KeysOf(section))
                .Distinct(StringComparer.Ordinal)
                .Select(key => (Key: key, Value: ValueOf(section, key)))
                .Where(static option => option.Value is not null)
                .Select(static option => new ConfigOption(option.Key, option.Value!)),
        ]);

    private string? ValueOf(string section, string key)
    {
        var isKnown = OptionTable.Instance.TryFind(new OptionName(section, key), out var option);
        if (isKnown ? option!.IsSensitive : masker.IsSensitive(key))
        {
            // whether it comes from a command or a secret store is not asked: neither is run for this
            return Hidden;
        }

        return configuration.Find(section, key)?.Text;
    }
}
