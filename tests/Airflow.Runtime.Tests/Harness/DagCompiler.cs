using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Airflow.Runtime.Tests.Harness;

/// <summary>Makes assemblies out of DAG sources, where a runtime looks for them.</summary>
internal static class DagCompiler
{
    private const string Usings = "global using System; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks; global using System.Collections.Generic;";

    public static void Compile(string source, string bundleRoot, string version, string dagRelPath)
    {
        var path = Path.Combine(bundleRoot, version, dagRelPath + ".dll");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':').Select(file => MetadataReference.CreateFromFile(file));
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release);
        var trees = new[]
        {
            CSharpSyntaxTree.ParseText(source, path: "/dags/" + dagRelPath, encoding: System.Text.Encoding.UTF8),
            CSharpSyntaxTree.ParseText(Usings, path: "usings.cs", encoding: System.Text.Encoding.UTF8),
        };
        var compilation = CSharpCompilation.Create($"dag_{version}_{Path.GetFileNameWithoutExtension(dagRelPath)}", trees, references, options);
        using var file = File.Create(path);
        var result = compilation.Emit(file, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        result.Success.ShouldBeTrue(string.Join('\n', result.Diagnostics));
    }
}
