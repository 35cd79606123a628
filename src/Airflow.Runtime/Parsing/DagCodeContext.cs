using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Airflow.Runtime.Parsing;

/// <summary>
/// Holds the code of one DAG file apart from all others. Airflow's own assemblies and the framework are shared, everything else comes from
/// the file's own dependencies.
/// </summary>
internal sealed class DagCodeContext(string name, string? dependencyFolder, bool isCollectible) : AssemblyLoadContext(name, isCollectible)
{
    /// <summary>The types of these appear in the SDK's surface, so there must be one of each.</summary>
    private static readonly HashSet<string> Shared = new(StringComparer.OrdinalIgnoreCase)
    {
        "Airflow.Sdk", "Airflow.Providers", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
    };

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (dependencyFolder is null || assemblyName.Name is not { } wanted || Shared.Contains(wanted))
        {
            return null;
        }

        var path = Path.Combine(dependencyFolder, assemblyName.CultureName ?? "", wanted + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        if (dependencyFolder is null)
        {
            return 0;
        }

        var folders = new[] { dependencyFolder, Path.Combine(dependencyFolder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native") };
        var names = new[] { unmanagedDllName, $"lib{unmanagedDllName}.so", $"{unmanagedDllName}.so" };
        var path = folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return path is null ? 0 : LoadUnmanagedDllFromPath(path);
    }
}
