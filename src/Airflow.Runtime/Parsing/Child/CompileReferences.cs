using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace Airflow.Runtime.Parsing;

/// <summary>What DAG files are compiled against: the running framework, the SDK, the providers and what these two need.</summary>
internal static class CompileReferences
{
    private static readonly string[] Roots = ["Airflow.Sdk", "Airflow.Providers"];

    public static IReadOnlyList<MetadataReference> Load() => [.. Paths().Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Paths of the assemblies.</summary>
    public static IReadOnlyCollection<string> Paths()
    {
        var trusted = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var paths = trusted.Where(path => Path.GetDirectoryName(path) == framework).ToHashSet(StringComparer.Ordinal);
        var byName = trusted.ToLookup(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);
        var open = new Stack<string>(Roots.SelectMany(name => byName[name]));
        while (open.TryPop(out var path))
        {
            if (paths.Add(path))
            {
                foreach (var needed in ReferencedNames(path).SelectMany(name => byName[name]))
                {
                    open.Push(needed);
                }
            }
        }

        return paths;
    }

    private static List<string> ReferencedNames(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
