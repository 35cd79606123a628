namespace Airflow.Server.Api.Config;

/// <summary>An option and its value.</summary>
internal sealed record ConfigOption(string Key, string Value);
