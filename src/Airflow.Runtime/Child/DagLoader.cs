using System.Reflection;
using System.Runtime.Loader;
using Airflow.Hosting;

namespace Airflow.Runtime.Child;

/// <summary>Loads DAG files: each file of each code version once.</summary>
internal sealed class DagLoader(string bundleRoot)
{
    private readonly Dictionary<string, (IReadOnlyDictionary<string, Dag> Dags, AssemblyLoadContext Context)> files = new(StringComparer.Ordinal);

    /// <summary>The task, loaded with its file if it is the first one of it.</summary>
    /// <exception cref="FileNotFoundException">The code is not there.</exception>
    /// <exception cref="KeyNotFoundException">The file has no such DAG, or the DAG no such task.</exception>
    public Operator Find(string? version, string dagRelPath, string dagId, string taskId) => FindDag(version, dagRelPath, dagId).GetTask(taskId);

    /// <summary>The DAG, loaded with its file if it is the first one of it.</summary>
    /// <exception cref="FileNotFoundException">The code is not there.</exception>
    /// <exception cref="KeyNotFoundException">The file has no such DAG.</exception>
    public Dag FindDag(string? version, string dagRelPath, string dagId)
    {
        var path = PathOf(version, dagRelPath);
        if (!files.TryGetValue(path, out var file))
        {
            file = Load(path);
            files[path] = file;
        }
        return file.Dags.TryGetValue(dagId, out var dag)
            ? dag
            : throw new KeyNotFoundException($"'{dagRelPath}' makes no DAG '{dagId}'; it makes: {string.Join(", ", file.Dags.Keys)}.");
    }

    /// <summary>What was loaded with a file.</summary>
    public IEnumerable<Assembly> Assemblies(string? version, string dagRelPath) =>
        files.TryGetValue(PathOf(version, dagRelPath), out var file) ? file.Context.Assemblies : [];

    private string PathOf(string? version, string dagRelPath) => Path.Combine(bundleRoot, version ?? "", dagRelPath + ".dll");

    private static (IReadOnlyDictionary<string, Dag> Dags, AssemblyLoadContext Context) Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no code at '{path}': the bundle was not brought here, or was cleaned away.", path);
        }
        var context = new DagLoadContext(path);
        var assembly = context.LoadFromAssemblyPath(path);
        var entryPoint = assembly.EntryPoint ?? throw new EntryPointNotFoundException($"'{path}' has no top-level code, so no DAG is made.");
        object?[]? arguments = entryPoint.GetParameters().Length == 0 ? null : [Array.Empty<string>()];
        var dags = new Dictionary<string, Dag>(StringComparer.Ordinal);
        foreach (var dag in DagCollector.Collect(() => entryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)))
        {
            // of two with one id the last counts
            dags[dag.DagId] = dag;
        }
        return (dags, context);
    }
}
