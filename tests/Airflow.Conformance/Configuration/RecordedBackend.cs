using Airflow.Engine.Secrets;

namespace Airflow.Conformance.Configuration;

/// <summary>The secrets backend that the recorded cases were made with.</summary>
internal sealed class RecordedBackend : ISecretsBackend
{
    public string? FindConfig(string path) => path == "fernet/path" ? "from-secret" : null;

    public string? FindConnection(string connectionId) => null;

    public string? FindVariable(string key) => null;
}
