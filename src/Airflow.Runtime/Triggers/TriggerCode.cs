using System.Reflection;
using Airflow.Runtime.Parsing;

namespace Airflow.Runtime.Triggers;

/// <summary>The code of DAG files in a trigger child: each file of each code version once, for as long as a trigger of it runs.</summary>
internal sealed class TriggerCode
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LoadedFile> files = new(StringComparer.Ordinal);

    /// <summary>The type of the trigger; the code may go when it is disposed.</summary>
    /// <exception cref="TypeLoadException">This version of the file has no such type.</exception>
    public Lease Load(TriggerStart start)
    {
        lock (gate)
        {
            if (!files.TryGetValue(start.AssemblyPath, out var file))
            {
                files[start.AssemblyPath] = file = LoadedFile.Load(start);
            }

            file.Users++;
            var lease = new Lease(this, start.AssemblyPath, file);
            try
            {
                lease.Type = file.Find(start.TypeName);
                return lease;
            }
            catch
            {
                lease.Dispose();
                throw;
            }
        }
    }

    private void Release(string path, LoadedFile file)
    {
        lock (gate)
        {
            if (--file.Users == 0)
            {
                files.Remove(path);
                file.Context.Unload();
            }
        }
    }

    /// <summary>A type in use.</summary>
    internal sealed class Lease(TriggerCode code, string path, LoadedFile file) : IDisposable
    {
        public Type Type { get; set; } = typeof(object);

        public void Dispose() => code.Release(path, file);
    }

    internal sealed class LoadedFile(DagCodeContext context, Assembly assembly)
    {
        public DagCodeContext Context => context;

        public int Users { get; set; }

        public static LoadedFile Load(TriggerStart start)
        {
            var context = new DagCodeContext(start.AssemblyPath, start.DependencyFolder, isCollectible: true);
            using var content = new MemoryStream(File.ReadAllBytes(start.AssemblyPath));
            return new LoadedFile(context, context.LoadFromStream(content));
        }

        public Type Find(string name)
        {
            var comma = name.LastIndexOf(", ", StringComparison.Ordinal);
            var (type, holder) = (name[..comma], name[(comma + 2)..]);
            var from = holder == assembly.GetName().Name ? assembly : context.LoadFromAssemblyName(new AssemblyName(holder));
            return from.GetType(type) ?? throw new TypeLoadException($"This version of the DAG file has no trigger {type}.");
        }
    }
}
