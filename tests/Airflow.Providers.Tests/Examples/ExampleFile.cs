using System.Collections.Concurrent;
using System.Runtime.Loader;
using Airflow.Hosting;
using Airflow.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Airflow.Providers.Examples;

/// <summary>Compiles and collects one of the example DAG files, as the dag-processor does.</summary>
internal static class ExampleFile
{
    private static readonly string[] ImplicitUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly ConcurrentDictionary<string, Lazy<Task<byte[]>>> Images = new();

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() =>
        [.. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(':').Select(assembly => MetadataReference.CreateFromFile(assembly))]);

    public static string Folder { get; } = Path.Combine(RepositoryFolder.Root, "dags");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.cs").Select(path => Path.GetFileName(path)).Order();

    public static async Task<Dag> CollectAsync(string name)
    {
        var image = await Images.GetOrAdd(name, static name => new Lazy<Task<byte[]>>(() => CompileAsync(name))).Value;
        var assembly = new AssemblyLoadContext(name).LoadFromStream(new MemoryStream(image));
        return DagCollector.Collect(() => assembly.EntryPoint?.Invoke(null, [Array.Empty<string>()])).ShouldHaveSingleItem();
    }

    private static async Task<byte[]> CompileAsync(string name)
    {
        var path = Path.Combine(Folder, name);
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var usings = CSharpSyntaxTree.ParseText(string.Concat(ImplicitUsings.Select(space => $"global using {space};")), options);
        var file = CSharpSyntaxTree.ParseText(await File.ReadAllTextAsync(path), options, path);
        var compilation = CSharpCompilation.Create(
            $"example_{Path.GetFileNameWithoutExtension(name)}",
            [usings, file],
            References.Value,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
        return image.ToArray();
    }
}
