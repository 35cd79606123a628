using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Airflow.Runtime.Parsing;

/// <summary>Compiles DAG files as <c>dotnet run</c> would; equal sources give equal bytes.</summary>
internal sealed class DagCompiler
{
    /// <summary>One name for all: each is loaded into a context of its own, and with one name compilations share the references once they are resolved.</summary>
    private const string AssemblyName = "dag";

    private const string NoEntryPoint = "CS5001";

    private const string Frame = """
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.IO;
        global using global::System.Linq;
        global using global::System.Net.Http;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        global using global::Airflow;
        global using global::Microsoft.Extensions.Logging;
        [assembly: global::System.Runtime.Versioning.TargetFramework(".NETCoreApp,Version=v10.0")]
        """;

    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(
            LanguageVersion.Latest,
            DocumentationMode.None,
            preprocessorSymbols: ["TRACE", "RELEASE", "NET", "NETCOREAPP", "NET10_0", .. Enumerable.Range(5, 6).Select(version => $"NET{version}_0_OR_GREATER")])
        .WithFeatures([new("FileBasedProgram", "true")]);

    // the editor and dotnet run warn of nulls; doing so again here takes a sixth of the whole time
    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.ConsoleApplication,
        optimizationLevel: OptimizationLevel.Release,
        nullableContextOptions: NullableContextOptions.Annotations,
        deterministic: true,
        concurrentBuild: false,
        specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);

    private static readonly EmitOptions EmitOptions = new(debugInformationFormat: DebugInformationFormat.Embedded);

    private readonly CSharpCompilation _empty;

    public DagCompiler(IEnumerable<MetadataReference> references)
    {
        _empty = CSharpCompilation.Create(AssemblyName, [Parse("GlobalUsings.g.cs", Frame)], references, Options);

        // binds the references once; compilations of the same name share them, and the symbols stay in memory
        _ = _empty.GetSpecialType(SpecialType.System_Object);
    }

    /// <summary>Compiles a DAG file, the first one, with what it includes.</summary>
    public CompiledFile Compile(IReadOnlyList<SourceFile> files)
    {
        var compilation = _empty.AddSyntaxTrees(files.Select(file => Parse(file.Path, file.Text)));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly, options: EmitOptions);
        var problems = result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => Problem(diagnostic, files[0].Path)).ToList();
        if (result.Success)
        {
            return new CompiledFile(assembly.ToArray(), problems);
        }

        var errors = problems.Where(problem => problem.IsError).ToList();
        return errors.TrueForAll(problem => problem.Code == NoEntryPoint) ? new CompiledFile(null, [], IsPart: true) : new CompiledFile(null, problems);
    }

    private static SyntaxTree Parse(string path, string text) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8, SourceHashAlgorithm.Sha256), ParseOptions, path);

    private static ParseProblem Problem(Diagnostic diagnostic, string file)
    {
        var span = diagnostic.Location.GetMappedLineSpan();
        return new ParseProblem
        {
            File = span.IsValid && span.Path.Length > 0 ? span.Path : file,
            Line = span.IsValid ? span.StartLinePosition.Line + 1 : 0,
            Column = span.IsValid ? span.StartLinePosition.Character + 1 : 0,
            Code = diagnostic.Id,
            Message = diagnostic.GetMessage(),
            IsError = diagnostic.Severity == DiagnosticSeverity.Error,
        };
    }
}
