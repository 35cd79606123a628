namespace Airflow.Engine.Configuration;

/// <summary>Finds everything in file and environment that this release reads differently, or not at all.</summary>
public static class ConfigurationLint
{
    /// <summary>The findings, in the order of sections and keys; those with unknown names come last.</summary>
    public static IReadOnlyList<LintFinding> Find(AirflowConfiguration configuration) =>
    [
        .. NameCheck.FindObsolete(configuration).Select(FindingOf),
        .. ObsoleteValue.All.Where(value => value.IsSetIn(configuration)).Select(value => new LintFinding(value.Option, value.Message)),
        .. NameCheck.Find(configuration).Where(warning => warning.Kind == ConfigurationWarningKind.Unknown)
            .Select(warning => new LintFinding(warning.Option, warning.Message)),
    ];

    private static LintFinding FindingOf(ObsoleteOption option)
    {
        var (section, key) = option.Name;
        if (option.Successor is not { } now)
        {
            return new(option.Name, $"Removed deprecated `{key}` configuration parameter from `{section}` section. {option.Advice}");
        }

        return new(option.Name, string.Equals(now.Section, section, StringComparison.Ordinal)
            ? $"`{key}` configuration parameter renamed to `{now.Key}` in the `{section}` section."
            : $"`{key}` configuration parameter moved from `{section}` section to `{now.Section}` section as `{now.Key}`.");
    }
}
