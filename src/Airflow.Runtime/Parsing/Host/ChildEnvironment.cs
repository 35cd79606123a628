using System.Collections;

namespace Airflow.Runtime.Parsing;

/// <summary>The environment of children that run code of DAG files: what programs need, and nothing of ours: no keys, no database.</summary>
internal static class ChildEnvironment
{
    private static readonly string[] Inherited =
    [
        "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "DOTNET_ROOT", "AIRFLOW_HOME",
    ];

    /// <summary>Replaces what is there.</summary>
    public static void Fill(IDictionary<string, string?> environment, IReadOnlyDictionary<string, string> more)
    {
        environment.Clear();
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            if (Inherited.Contains((string)entry.Key, StringComparer.Ordinal))
            {
                environment[(string)entry.Key] = (string?)entry.Value;
            }
        }

        foreach (var (name, value) in more)
        {
            environment[name] = value;
        }
    }
}
