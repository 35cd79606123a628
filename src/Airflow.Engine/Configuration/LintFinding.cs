namespace Airflow.Engine.Configuration;

/// <summary>One thing to change in the configuration.</summary>
public sealed record LintFinding(OptionName Option, string Message);
