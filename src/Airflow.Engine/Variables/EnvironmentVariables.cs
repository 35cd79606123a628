namespace Airflow.Engine.Variables;

/// <summary>Variables in environment variables AIRFLOW_VAR_KEY, which win over stored ones.</summary>
public static class EnvironmentVariables
{
    private const string Prefix = "AIRFLOW_VAR_";

    /// <summary>The value, or null when the variable is absent.</summary>
    public static string? Find(IReadOnlyDictionary<string, string> environment, string key) =>
        environment.GetValueOrDefault(Prefix + key.ToUpperInvariant());
}
