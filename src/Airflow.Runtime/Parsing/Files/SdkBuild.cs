using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Parsing;

/// <summary>Has the .NET SDK build files with packages or projects, once for all that goes in.</summary>
internal sealed partial class SdkBuild(CodeCache cache, string cacheFolder, TimeProvider time) : IDisposable
{
    /// <summary>The first build may have to fetch packages.</summary>
    private static readonly TimeSpan LongestBuild = TimeSpan.FromMinutes(5);

    private static readonly string[] OwnAssemblies = ["Airflow.Sdk", "Airflow.Providers"];
    private static readonly string[] HiddenVariables = ["SECRET", "PASSWORD", "FERNET", "SQL_ALCHEMY", "RESULT_BACKEND", "BROKER_URL"];

    // builds of one machine fight for its cores and for NuGet's folders
    private readonly SemaphoreSlim _one = new(1);
    private readonly string _folder = Path.Combine(cacheFolder, "built");

    public void Dispose() => _one.Dispose();

    /// <summary>The file with the place of its assembly, or with what the build complains of.</summary>
    public async Task<PreparedFile> BuildAsync(PreparedFile file, Action<string> onOutput, CancellationToken cancellationToken)
    {
        var inputs = BuildInputs.Find(file);
        var code = ContentHash.OfTree(inputs.Append((".", file.CodeHash)));
        var key = cache.KeyOf([.. file.Sources, new SourceFile("\ninputs", code)]);
        var folder = Path.Combine(_folder, key[..2], key);
        var built = file with { CodeHash = code, AssemblyPath = Path.Combine(folder, "main.dll"), DependencyFolder = Path.Combine(folder, "deps"), IsCompiled = true };
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (CodeCache.Has(built.AssemblyPath, time))
            {
                return built;
            }

            onOutput($"building {file.Key.RelativePath} with the .NET SDK");
            var problems = await BuildAsync(file, folder, cancellationToken);
            return problems.Count > 0 ? file with { Problems = problems } : built;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<IReadOnlyList<ParseProblem>> BuildAsync(PreparedFile file, string folder, CancellationToken cancellationToken)
    {
        var draft = $"{folder}.{RandomNumberGenerator.GetHexString(8)}";
        Directory.CreateDirectory(draft);
        try
        {
            var (exitCode, output) = await RunAsync(file, draft, cancellationToken);
            if (exitCode != 0)
            {
                return Problems(file, output);
            }

            if (!Arrange(draft))
            {
                return [new ParseProblem { File = file.Key.RelativePath, Message = "the build made no program; a DAG project needs <OutputType>Exe</OutputType>." }];
            }

            Directory.Move(draft, folder);
            return [];
        }
        finally
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }
        }
    }

    private async Task<(int ExitCode, string Output)> RunAsync(PreparedFile file, string draft, CancellationToken cancellationToken)
    {
        var props = Path.Combine(draft, "Airflow.props");
        await File.WriteAllTextAsync(props, Props(), cancellationToken);
        var start = new ProcessStartInfo("dotnet", Arguments(file, draft, props)) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = file.BundlePath };
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key))
        {
            if (name.StartsWith("AIRFLOW__", StringComparison.Ordinal) || Array.Exists(HiddenVariables, part => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
            {
                start.Environment.Remove(name);
            }
        }

        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start) ?? throw new IOException("dotnet did not start.");
        using var timeout = new CancellationTokenSource(LongestBuild, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        await using var kill = either.Token.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None) + await errors;
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return timeout.IsCancellationRequested ? (-1, $"the build did not end within {LongestBuild.TotalMinutes} minutes.") : (process.ExitCode, output);
    }

    // only what dotnet itself understands: with -nodeReuse, which is MSBuild's, it takes a .cs file for a project
    private static IEnumerable<string> Arguments(PreparedFile file, string draft, string props) =>
    [
        "build", file.FullPath, "-c", "Release", "-v", "q", "-nologo",
        "-o", Path.Combine(draft, "out"), "--artifacts-path", Path.Combine(draft, "artifacts"),
        $"-p:CustomBeforeMicrosoftCommonProps={props}", "-p:PublishAot=false", "-p:UseAppHost=false", "-p:DebugType=embedded", "-p:UseSharedCompilation=false",
    ];

    /// <summary>The program is built against the very assemblies that will run it.</summary>
    private static string Props()
    {
        var references = OwnAssemblies.Select(name => (name, Path: Path.Combine(AppContext.BaseDirectory, name + ".dll"))).Where(own => File.Exists(own.Path))
            .Select(own => $"""    <Reference Include="{own.name}"><HintPath>{own.Path}</HintPath><Private>false</Private></Reference>""");
        return $"""
            <Project>
              <ItemGroup>
            {string.Join('\n', references)}
                <Using Include="Airflow" />
              </ItemGroup>
            </Project>
            """;
    }

    /// <summary>Puts the program where it is looked for, and its dependencies beside it; false when there is no program.</summary>
    private static bool Arrange(string draft)
    {
        var output = Path.Combine(draft, "out");
        const string mark = ".runtimeconfig.json";
        if (Directory.EnumerateFiles(output, "*" + mark).FirstOrDefault() is not { } config)
        {
            return false;
        }

        var name = Path.GetFileName(config)[..^mark.Length];
        File.Move(Path.Combine(output, name + ".dll"), Path.Combine(draft, "main.dll"));
        foreach (var path in Directory.EnumerateFiles(output).Where(path => IsNoDependency(Path.GetFileName(path), name)).ToList())
        {
            File.Delete(path);
        }

        Directory.Move(output, Path.Combine(draft, "deps"));
        Directory.Delete(Path.Combine(draft, "artifacts"), recursive: true);
        return true;
    }

    private static bool IsNoDependency(string file, string program) =>
        file.StartsWith(program + ".", StringComparison.Ordinal) || Array.Exists(OwnAssemblies, own => file.StartsWith(own + ".", StringComparison.Ordinal)) || file.EndsWith(".pdb", StringComparison.Ordinal);

    private static IReadOnlyList<ParseProblem> Problems(PreparedFile file, string output)
    {
        var problems = ErrorLine().Matches(output).Select(match => new ParseProblem
        {
            File = Path.GetRelativePath(file.BundlePath, Path.GetFullPath(match.Groups["file"].Value, file.BundlePath)),
            Line = Number(match.Groups["line"]),
            Column = Number(match.Groups["column"]),
            Code = match.Groups["code"].Value,
            Message = match.Groups["message"].Value,
        }).Distinct().ToList();
        return problems.Count > 0 ? problems : [new ParseProblem { File = file.Key.RelativePath, Message = $"the build failed: {output.Trim()}" }];
    }

    private static int Number(Group group) => int.TryParse(group.ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"^\s*(?<file>[^\n(:]+?)(\((?<line>\d+)(,(?<column>\d+))?[^)\n]*\))?\s*: error (?<code>\w*): (?<message>[^\n]*?)( \[[^\]\n]*\])?\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorLine();
}
