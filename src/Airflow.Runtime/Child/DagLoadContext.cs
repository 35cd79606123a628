using System.Reflection;
using System.Runtime.Loader;

namespace Airflow.Runtime.Child;

/// <summary>
/// One DAG file's assembly with what lies beside it. Our own assemblies and the framework are shared with the runtime, so that a DAG's
/// types are the runtime's types.
/// </summary>
internal sealed class DagLoadContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private readonly string folder = Path.GetDirectoryName(path)!;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || IsShared(name))
        {
            return null;
        }
        var file = Path.Combine(folder, name + ".dll");
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        foreach (var name in new[] { unmanagedDllName, $"lib{unmanagedDllName}.so", unmanagedDllName + ".so" })
        {
            var file = Path.Combine(folder, name);
            if (File.Exists(file))
            {
                return LoadUnmanagedDllFromPath(file);
            }
        }
        return 0;
    }

    private static bool IsShared(string name) => name.StartsWith("Airflow.", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.Extensions.Logging.Abstractions", StringComparison.Ordinal);
}
