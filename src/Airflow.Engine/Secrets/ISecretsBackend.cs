namespace Airflow.Engine.Secrets;

/// <summary>A place outside the database that is asked first for settings, connections and variables.</summary>
public interface ISecretsBackend
{
    /// <summary>The value of a _SECRET form; null or empty when there is none.</summary>
    string? FindConfig(string path);

    /// <summary>The URI or JSON of a connection; null when there is none.</summary>
    string? FindConnection(string connectionId);

    /// <summary>The value of a variable; null when there is none.</summary>
    string? FindVariable(string key);
}
