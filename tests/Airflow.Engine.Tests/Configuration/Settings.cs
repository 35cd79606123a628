using Airflow.Engine.Configuration;

namespace Airflow.Engine.Tests.Configuration;

/// <summary>Makes configurations from text.</summary>
internal static class Settings
{
    public static AirflowConfiguration Of(string? file = null, params (string Name, string Value)[] environment) => new(new ConfigurationInputs
    {
        Home = "/opt/airflow",
        FilePath = "/opt/airflow/airflow.cfg",
        FileText = file,
        Environment = environment.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal),
    });
}
