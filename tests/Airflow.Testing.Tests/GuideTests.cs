using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Airflow.Hosting;
using Airflow.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Airflow.Testing.Tests;

/// <summary>Every example of the guide is a DAG file: it compiles, its DAGs are valid, and each of them runs to success.</summary>
public sealed class GuideTests : IDisposable
{
    private const string Usings = """
        global using System; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;
        global using System.Collections.Generic; global using System.Net.Http; global using Airflow; global using Microsoft.Extensions.Logging;
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("airflow-guide-").FullName;

    public GuideTests() => Environment.SetEnvironmentVariable("AIRFLOW_CONN_GUIDE_DB", $$"""{"conn_type": "sqlite", "host": "{{folder}}/guide.db"}""");

    public static TheoryData<string> Examples() => [.. Blocks().Keys];

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("AIRFLOW_CONN_GUIDE_DB", null);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_of_the_guide_runs_to_success(string title)
    {
        var dags = Collect(Blocks()[title], Path.Combine(folder, "guide.cs"));

        dags.ShouldNotBeEmpty();
        foreach (var dag in dags)
        {
            dag.Validate().ShouldBeEmpty();
            (await new DagFileRunner().RunAsync(["run", "--dag", dag.DagId], dags, TestContext.Current.CancellationToken)).ShouldBe(0, dag.DagId);
        }
    }

    /// <summary>The text of each block under the heading above it.</summary>
    private static Dictionary<string, string> Blocks()
    {
        var blocks = new Dictionary<string, string>(StringComparer.Ordinal);
        var (title, code) = ("", (StringBuilder?)null);
        foreach (var line in File.ReadLines(Path.Combine(RepositoryFolder.Root, "docs", "guides", "writing-dags.md")))
        {
            if (code is null && line.StartsWith('#'))
            {
                title = line.TrimStart('#', ' ');
            }
            else if (line == "```csharp")
            {
                code = new StringBuilder();
            }
            else if (line == "```" && code is not null)
            {
                blocks.Add(title, code.ToString());
                code = null;
            }
            else
            {
                code?.AppendLine(line);
            }
        }

        return blocks;
    }

    private static IReadOnlyList<Dag> Collect(string source, string path)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':').Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create(
            $"guide_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}",
            [CSharpSyntaxTree.ParseText(source, path: path), CSharpSyntaxTree.ParseText(Usings)],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
        stream.Position = 0;
        var entry = AssemblyLoadContext.Default.LoadFromStream(stream).EntryPoint!;
        return DagCollector.Collect(() => entry.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null));
    }
}
