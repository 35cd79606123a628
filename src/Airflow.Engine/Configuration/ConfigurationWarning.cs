namespace Airflow.Engine.Configuration;

/// <summary>Something about the configuration a user should change, although everything works.</summary>
public sealed record ConfigurationWarning(ConfigurationWarningKind Kind, OptionName Option, string Message);
