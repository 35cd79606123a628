using System.Collections;
using System.Globalization;
using Airflow.Runtime.Processes;

namespace Airflow.Runtime.Pool;

/// <summary>The environment of a runtime: what programs need, and nothing of ours: no keys, no database.</summary>
internal static class RuntimeEnvironment
{
    private static readonly string[] Inherited =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR",
        "DOTNET_ROOT", "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
    ];

    public static Dictionary<string, string> Create(RuntimeOptions options, Guid mark)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            var name = (string)entry.Key;
            if (Inherited.Contains(name, StringComparer.Ordinal) || options.InheritedVariables.Contains(name, StringComparer.Ordinal))
            {
                environment[name] = (string?)entry.Value ?? "";
            }
        }
        foreach (var (name, value) in options.Environment)
        {
            environment[name] = value;
        }
        var heap = options.HeapLimitBytes ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        environment[ProcessTree.MarkVariable] = mark.ToString("N");
        environment[ProcessTree.SupervisorVariable] = ProcessTree.Self;
        environment[ProcessTree.RootVariable] = options.BundleRoot;
        // small and quick to start: no heap per core, no collector thread, no profiling of methods, no debugger thread
        environment.TryAdd("DOTNET_gcServer", "0");
        environment.TryAdd("DOTNET_gcConcurrent", "0");
        environment.TryAdd("DOTNET_GCHeapHardLimit", heap.ToString("x", CultureInfo.InvariantCulture));
        environment.TryAdd("DOTNET_GCgen0size", "400000");
        environment.TryAdd("DOTNET_TieredPGO", "0");
        environment.TryAdd("DOTNET_TC_QuickJitForLoops", "1");
        environment.TryAdd("DOTNET_ReadyToRun", "1");
        environment.TryAdd("DOTNET_EnableDiagnostics", "0");
        return environment;
    }
}
