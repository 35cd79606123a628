namespace Airflow.Server.Api.Config;

/// <summary>A section of the configuration.</summary>
internal sealed record ConfigSection(string Name, IReadOnlyList<ConfigOption> Options);
