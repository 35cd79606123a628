using System.Collections;
using Airflow.Engine.Secrets;

namespace Airflow.Engine.Configuration;

/// <summary>Everything the configuration is made of: home folder, file and environment.</summary>
public sealed record ConfigurationInputs
{
    /// <summary>The folder $AIRFLOW_HOME.</summary>
    public required string Home { get; init; }

    /// <summary>Where airflow.cfg is, or would be.</summary>
    public required string FilePath { get; init; }

    /// <summary>The text of airflow.cfg; null when there is none.</summary>
    public string? FileText { get; init; }

    /// <summary>The environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Makes the secrets backend of a class name and JSON arguments; null when the name is unknown.</summary>
    public Func<string, string, ISecretsBackend?> SecretsBackends { get; init; } = static (_, _) => null;

    /// <summary>The inputs of this process: AIRFLOW_HOME (default ~/airflow), AIRFLOW_CONFIG, and the file if it exists.</summary>
    public static ConfigurationInputs OfProcess()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
        {
            environment[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        return Of(environment);
    }

    /// <summary>The inputs of a process with this environment.</summary>
    public static ConfigurationInputs Of(IReadOnlyDictionary<string, string> environment)
    {
        var home = Find("AIRFLOW_HOME", "~/airflow");
        var path = Find("AIRFLOW_CONFIG", Path.Combine(home, "airflow.cfg"));
        return new ConfigurationInputs { Home = home, FilePath = path, FileText = ReadIfPresent(path), Environment = environment };

        string Find(string variable, string otherwise) =>
            VariableExpansion.Apply(environment.TryGetValue(variable, out var value) ? value : otherwise, environment, variable);
    }

    private static string? ReadIfPresent(string path)
    {
        try
        {
            // an exception costs a short command more than everything else here
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AirflowConfigException("config_unreadable", $"{path} cannot be read: {exception.Message}", exception);
        }
    }
}
