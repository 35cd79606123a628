using System.Collections.Frozen;

namespace Airflow.Engine.Configuration;

/// <summary>
/// The settings that travel: what is set on one host and means the same on another. Keys, passwords, the database and everything that names
/// a place on one machine stay where they are.
/// </summary>
public static class SharedSettings
{
    private static readonly FrozenSet<string> Sections = new[]
    {
        "core", "celery", "celery_broker_transport_options", "logging", "workers", "sdk", "execution_api", "operators", "email", "smtp", "sensors", "scheduler", "metrics", "traces",
        "state_store", "callbacks",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<OptionName> OfOneHost = new OptionName[]
    {
        new("core", "execution_api_server_url"), new("core", "hostname_callable"), new("core", "dags_folder"), new("core", "plugins_folder"), new("core", "executor"),
        new("core", "unit_test_mode"), new("logging", "base_log_folder"), new("celery", "worker_concurrency"), new("celery", "worker_autoscale"),
    }.ToFrozenSet();

    /// <summary>Every option that is set and travels, by "section.key".</summary>
    public static IReadOnlyDictionary<string, string> Of(AirflowConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in OptionTable.Instance.Options.Where(Travels).Select(option => option.Name))
        {
            if (configuration.Find(name.Section, name.Key) is { Source: not ConfigurationSource.Default } value)
            {
                settings[$"{name.Section}.{name.Key}"] = value.Text;
            }
        }

        return settings;
    }

    /// <summary>The inputs of a host completed by another's settings: what the host sets itself stays.</summary>
    public static ConfigurationInputs Complete(AirflowConfiguration own, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(settings);
        var environment = new Dictionary<string, string>(own.Inputs.Environment, StringComparer.Ordinal);
        foreach (var (option, text) in settings)
        {
            if (NameOf(option) is { } name && OptionTable.Instance.TryFind(name, out var known) && Travels(known)
                && own.Find(name.Section, name.Key) is null or { Source: ConfigurationSource.Default })
            {
                environment[name.EnvironmentVariable] = text;
            }
        }

        return own.Inputs with { Environment = environment };
    }

    private static OptionName? NameOf(string option) => option.LastIndexOf('.') is > 0 and var dot ? new OptionName(option[..dot], option[(dot + 1)..]) : null;

    private static bool Travels(OptionDefinition option) =>
        !option.IsSensitive && Sections.Contains(option.Name.Section) && !OfOneHost.Contains(option.Name)
        && !option.Name.Key.EndsWith("_path", StringComparison.Ordinal) && option.Default?.Contains("{AIRFLOW_HOME}", StringComparison.Ordinal) != true;
}
