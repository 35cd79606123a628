namespace Airflow.Server.Observability;

/// <summary>Where and how metrics go to a StatsD server: the options of [metrics].</summary>
public sealed record StatsdOptions
{
    public string Host { get; init; } = "localhost";

    public int Port { get; init; } = 8125;

    public bool IsIpv6 { get; init; }

    public string Prefix { get; init; } = "airflow";

    /// <summary>legacy_names_on: former names, too.</summary>
    public bool HasLegacyNames { get; init; } = true;

    /// <summary>How tags are written.</summary>
    public StatsdTags Tags { get; init; }

    /// <summary>statsd_datadog_tags: added to everything.</summary>
    public IReadOnlyList<string> ConstantTags { get; init; } = [];

    /// <summary>statsd_disabled_tags.</summary>
    public IReadOnlySet<string> DisabledTags { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}
