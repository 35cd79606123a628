using System.Collections;
using Airflow.Engine.Connections;
using Airflow.Engine.Execution;
using Airflow.Engine.Secrets;
using Airflow.Engine.Variables;
using Airflow.Testing.Memory;

namespace Airflow.Testing.Local;

/// <summary>Variables and connections come from AIRFLOW_VAR_… and AIRFLOW_CONN_…, as everywhere; there is no database here.</summary>
internal static class LocalSecrets
{
    public static SecretCatalogs Create(TimeProvider clock)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);
        var sources = new SecretSources(environment);
        var cipher = FernetCipher.FromKeys("", clock);
        return new SecretCatalogs(new VariableCatalog(new MemoryVariableStore(), cipher, sources), new ConnectionCatalog(new MemoryConnectionStore(), cipher, sources), cipher);
    }
}
