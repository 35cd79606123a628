namespace Airflow.Engine.Configuration;

/// <summary>Finds entries whose names are obsolete or misspelt.</summary>
internal static class NameCheck
{
    // sections whose keys are handed on to another library as they are
    private static readonly HashSet<string> OpenSections = new(StringComparer.Ordinal)
    {
        "celery_broker_transport_options", "celery_result_backend_transport_options", "elasticsearch_configs", "opensearch_configs", "sentry",
    };

    public static IEnumerable<ConfigurationWarning> Find(AirflowConfiguration configuration)
    {
        foreach (var set in SetOptions.InFile(configuration).Concat(SetOptions.InEnvironment(configuration).OrderBy(set => set.Place, StringComparer.Ordinal)))
        {
            if (Judge(set.Name, set.Value, set.Place) is { } warning)
            {
                yield return warning;
            }
        }
    }

    /// <summary>The entries that are obsolete, with their values.</summary>
    public static IEnumerable<ObsoleteOption> FindObsolete(AirflowConfiguration configuration) =>
        ObsoleteOptionTable.Instance.Options.Where(option => IsSet(configuration, option));

    private static bool IsSet(AirflowConfiguration configuration, ObsoleteOption option)
    {
        var name = option.Name;
        return (configuration.Inputs.Environment.TryGetValue(name.EnvironmentVariable, out var value)
                || configuration.File.TryGetRaw(name.Section, name.Key, out value))
            && (option.OnlyWithText is null || value.Contains(option.OnlyWithText, StringComparison.Ordinal));
    }

    private static ConfigurationWarning? Judge(OptionName name, string value, string place)
    {
        var table = OptionTable.Instance;
        if (table.TryFind(name, out _) || table.TryFindByFormerName(name, out _) || IsForm(name) || IsOpen(name))
        {
            return null;
        }

        if (ObsoleteOptionTable.Instance.TryFind(name, out var obsolete))
        {
            return obsolete.OnlyWithText is null || value.Contains(obsolete.OnlyWithText, StringComparison.Ordinal)
                ? new(ConfigurationWarningKind.Obsolete, name, $"{place} is a name of an earlier release and is not read. {AdviceOf(obsolete)}")
                : null;
        }

        var nearest = NearestName.Find(name, table);
        var suggestion = nearest is { } found ? $" Did you mean {found}?" : "";
        return new(ConfigurationWarningKind.Unknown, name, $"{place} is not an option we know.{suggestion}");
    }

    private static string AdviceOf(ObsoleteOption option) => option.Successor is { } successor ? $"Use {successor} instead." : option.Advice ?? "";

    private static bool IsForm(OptionName name)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["_cmd", "_secret"])
        {
            if (name.Key.EndsWith(suffix, StringComparison.Ordinal))
            {
                var plain = name with { Key = name.Key[..^suffix.Length] };
                return (OptionTable.Instance.TryFind(plain, out var option) || OptionTable.Instance.TryFindByFormerName(plain, out option))
                    && option.IsSensitive;
            }
        }

        return false;
    }

    private static bool IsOpen(OptionName name) => OpenSections.Contains(name.Section)
        || (string.Equals(name.Section, "secrets", StringComparison.Ordinal) && name.Key.StartsWith("backend_kwarg__", StringComparison.Ordinal));
}
