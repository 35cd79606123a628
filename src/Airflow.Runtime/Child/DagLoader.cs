using System.Reflection;
using Airflow.Hosting;

namespace Airflow.Runtime.Child;

/// <summary>Loads DAG files: each file of each code version once.</summary>
internal sealed class DagLoader(string bundleRoot)
{
    private readonly Dictionary<string, IReadOnlyList<Dag>> files = new(StringComparer.Ordinal);

    /// <summary>The task, loaded with its file if it is the first one of it.</summary>
    /// <exception cref="FileNotFoundException">The code is not there.</exception>
    /// <exception cref="KeyNotFoundException">The file has no such DAG, or the DAG no such task.</exception>
    public Operator Find(string? version, string dagRelPath, string dagId, string taskId)
    {
        var path = Path.Combine(bundleRoot, version ?? "", dagRelPath + ".dll");
        if (!files.TryGetValue(path, out var dags))
        {
            dags = Load(path);
            files[path] = dags;
        }
        var dag = dags.LastOrDefault(dag => string.Equals(dag.DagId, dagId, StringComparison.Ordinal))
            ?? throw new KeyNotFoundException($"'{dagRelPath}' makes no DAG '{dagId}'; it makes: {string.Join(", ", dags.Select(dag => dag.DagId))}.");
        return dag.GetTask(taskId);
    }

    private static IReadOnlyList<Dag> Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no code at '{path}': the bundle was not brought here, or was cleaned away.", path);
        }
        var assembly = new DagLoadContext(path).LoadFromAssemblyPath(path);
        var entryPoint = assembly.EntryPoint ?? throw new EntryPointNotFoundException($"'{path}' has no top-level code, so no DAG is made.");
        object?[]? arguments = entryPoint.GetParameters().Length == 0 ? null : [Array.Empty<string>()];
        return DagCollector.Collect(() => entryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null));
    }
}
