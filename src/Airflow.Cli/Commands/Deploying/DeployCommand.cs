using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Cli.Roles;
using Airflow.Client;
using Airflow.Engine;
using Airflow.Engine.Dags.Deploying;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Cli.Commands.Deploying;

/// <summary>airflow deploy: checks DAG files as the dag-processor will, tells what they change, and puts them into the DAGs folder here or at a server.</summary>
internal sealed class DeployCommand : IRemoteCommand
{
    private readonly Argument<bool> _dryRun = Option.Flag("-n/--dry-run", "Only tell what it would do.");
    private readonly Argument<string?> _folder = Option.Text("-f/--folder", "Where the files go below the DAGs folder.");
    private readonly Argument<string?> _output = OutputFormat.Option();
    private readonly Argument<string[]> _paths = Positional.Any("path", "Files, or folders with all that is in them.");
    private readonly Argument<bool> _removeOthers = Option.Flag("--remove-others", "Files of --folder that are not among them go.");

    public IReadOnlyList<Argument> Arguments => [_dryRun, _folder, _output, _paths, _removeOthers, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        using var services = new RoleServices(context, stores, NullLoggerFactory.Instance);
        using var deployer = new DagProcessorRole(services).CreateDeployer()
            ?? throw new AirflowException("deploy_impossible", "All DAGs come from repositories ([dag_processor] dag_bundle_config_list); commit the files there.");
        var order = new DeployOrder { Files = Read(context), Folder = context.Get(_folder) ?? "", RemovesOthers = context.Get(_removeOthers), IsDryRun = context.Get(_dryRun) };
        var report = await deployer.DeployAsync(order, context.CancellationToken);
        foreach (var problem in report.Problems)
        {
            Tell(context, problem.File, problem.Line, problem.Column, problem.IsError, problem.Code, problem.Message);
        }

        context.Print(_output, [.. report.Dags.Select(static dag => Line(dag.DagId, dag.Change.ToString().ToLowerInvariant(), dag.File, dag.TasksAdded, dag.TasksRemoved, dag.TasksChanged, dag.Next?.CreateAfter))]);
        return report.HasErrors ? 1 : 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        using var content = new ByteArrayContent(Pack(Read(context)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        var query = new DeployDagsQuery { Folder = context.Get(_folder), RemoveOthers = context.Get(_removeOthers), DryRun = true };

        // what is wrong is told in full by a dry run, and nothing of it goes live
        var answer = await server.Deploy.DeployDagsAsync(content, query, context.CancellationToken);
        foreach (var problem in answer.Problems)
        {
            Tell(context, problem.File, (int?)problem.Line, (int?)problem.Column, problem.IsError, problem.Code, problem.Message);
        }

        if (answer.IsValid && !context.Get(_dryRun))
        {
            using var again = new ByteArrayContent(Pack(Read(context)));
            again.Headers.ContentType = content.Headers.ContentType;
            answer = await server.Deploy.DeployDagsAsync(again, query with { DryRun = false }, context.CancellationToken);
        }

        context.Print(_output, [.. answer.Dags.Select(static dag => Line(dag.DagId, dag.Change, dag.File, dag.TasksAdded, dag.TasksRemoved, dag.TasksChanged, dag.NextRunAfter))]);
        return answer.IsValid ? 0 : 1;
    }

    private IReadOnlyList<DeployFile> Read(CommandContext context) => context.Get(_paths) is { Length: > 0 } paths
        ? [.. paths.SelectMany(FilesOf)]
        : throw new AirflowException("usage", "airflow deploy needs a file or a folder.");

    private static IEnumerable<DeployFile> FilesOf(string path)
    {
        if (File.Exists(path))
        {
            return [new DeployFile(Path.GetFileName(path), File.ReadAllBytes(path))];
        }

        if (!Directory.Exists(path))
        {
            throw DeployPaths.Refused($"There is no file or folder '{path}'.");
        }

        return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Select(file => (File: file, Name: Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/')))
            .Where(static one => !one.Name.Split('/').Any(static part => part is "bin" or "obj" || (part.StartsWith('.') && part != ".airflowignore")))
            .OrderBy(static one => one.Name, StringComparer.Ordinal)
            .Select(static one => new DeployFile(one.Name, File.ReadAllBytes(one.File)));
    }

    private static byte[] Pack(IReadOnlyList<DeployFile> files)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files)
            {
                using var stream = zip.CreateEntry(file.Path).Open();
                stream.Write(file.Content.Span);
            }
        }

        return buffer.ToArray();
    }

    private static void Tell(CommandContext context, string file, int? line, int? column, bool isError, string code, string message)
    {
        var place = line is null ? "" : column is null ? $"({line})" : $"({line},{column})";
        context.Error.Write(string.Create(CultureInfo.InvariantCulture, $"{file}{place}: {(isError ? "error" : "warning")}{(code.Length > 0 ? $" {code}" : "")}: {message}\n"));
    }

    private static Row Line(
        string dagId, string change, string file, IEnumerable<string> added, IEnumerable<string> removed, IEnumerable<string> changed, DateTimeOffset? next) => new()
    {
        { "dag_id", dagId },
        { "change", change },
        { "filepath", file },
        { "tasks_added", string.Join(", ", added) },
        { "tasks_removed", string.Join(", ", removed) },
        { "tasks_changed", string.Join(", ", changed) },
        { "next_run", next is { } time ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null },
    };
}
