using System.Text;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Deploying;
using Airflow.Engine.Dags.Processing;
using Airflow.Engine.Scheduling;
using Airflow.Runtime.Parsing;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Deploying;

/// <summary>Has parse children build and run the DAG files that a deployment changes, and tells what that does to the DAGs that there are.</summary>
internal sealed class DeployCheck(DagProcessorOptions options, IDagStore store, Func<SerializedDag, NextDagRun?> planNext, TimeProvider time, ILogger logger) : IDisposable
{
    private const int MostNextRuns = 5;
    private readonly CodeCache cache = new(options.CacheFolder);
    private readonly SdkBuild build = new(new CodeCache(options.CacheFolder), options.CacheFolder, time);

    public void Dispose() => build.Dispose();

    public async Task<(IReadOnlyList<DeployProblem> Problems, IReadOnlyList<DeployedDag> Dags)> RunAsync(DeployPlan plan, string draft, CancellationToken cancellationToken)
    {
        var name = options.Bundles[0].Name;
        var staged = options with { Bundles = [new DagBundle(name, draft)] };
        var preparer = new FilePreparer(staged, cache, build, time);
        var factory = new ParsedFileFactory(staged, new DagRecordFactory(options.Defaults, options.PausedAtCreation, planNext), time);
        var snapshot = new FolderScanner(draft, options.IgnoreSyntax).Scan();
        var support = new SupportFiles(draft);
        support.Update(snapshot.SupportFiles);
        List<DeployProblem> problems = [];
        List<(string File, ParsedDag Dag)> parsed = [];
        var affected = Affected(plan, draft, snapshot);
        await using var slot = new ParseChildSlot(options.Child, time, logger);
        foreach (var path in affected)
        {
            if (await preparer.PrepareAsync(new DagFileKey(name, path), static _ => { }, cancellationToken) is not { IsSkipped: false } file)
            {
                continue;
            }

            if (file.Problems.Count > 0)
            {
                problems.AddRange(file.Problems.Select(problem => Told(problem, draft)));
                continue;
            }

            var answer = await slot.ParseAsync(RequestOf(file), static _ => { }, cancellationToken);
            problems.AddRange(answer.Problems.Select(problem => Told(problem, draft)));
            if (answer.Assembly is { } assembly)
            {
                CodeCache.Put(file.AssemblyPath, assembly);
            }

            var result = factory.Create(file, answer, TimeSpan.Zero, support.Current);
            if (result.ImportError is { } error && !answer.HasErrors)
            {
                problems.Add(new DeployProblem(path, null, null, "", error.Replace(draft + "/", "", StringComparison.Ordinal), "", IsError: true));
            }

            parsed.AddRange(result.Dags.Select(dag => (path, dag)));
        }

        problems.AddRange(await TakenAsync(parsed, affected, cancellationToken));
        var failed = problems.Where(static problem => problem.IsError).Select(static problem => problem.File);
        return (problems, await CompareAsync(plan, [.. affected.Except(failed, StringComparer.Ordinal)], parsed, cancellationToken));
    }

    /// <summary>DAG files that are new or changed, and those that are built with something that is.</summary>
    private static HashSet<string> Affected(DeployPlan plan, string draft, FolderSnapshot snapshot)
    {
        var touched = plan.Steps.Where(static step => step.Value.Change != DeployChange.Unchanged).Select(static step => step.Key).ToHashSet(StringComparer.Ordinal);

        // what is the same already is looked at all the same when it was given: it may not have been read yet
        var affected = plan.Steps.Keys.Where(snapshot.SourceFiles.ContainsKey).ToHashSet(StringComparer.Ordinal);
        foreach (var path in snapshot.SourceFiles.Keys.Where(path => !affected.Contains(path)).Where(path => Includes(draft, path, touched)).ToList())
        {
            affected.Add(path);
        }

        foreach (var project in snapshot.Projects.Keys)
        {
            var folder = project[..(project.LastIndexOf('/') + 1)];
            if (plan.Steps.Keys.Any(path => path.StartsWith(folder, StringComparison.Ordinal)))
            {
                affected.Add(project);
            }
        }

        return affected;
    }

    private static bool Includes(string draft, string path, HashSet<string> touched)
    {
        if (!touched.Any(static one => one.EndsWith(".cs", StringComparison.Ordinal)) || !HasDirectives(Path.Combine(draft, path)))
        {
            return false;
        }

        var reader = new SourceReader(draft);

        // a file that includes one which goes is one with a problem
        return reader.TryRead(path) && (reader.Problems.Count > 0 || reader.Sources.Any(source => touched.Contains(source.Path)));
    }

    private static bool HasDirectives(string file)
    {
        using var reader = new StreamReader(file, Encoding.UTF8);
        while (reader.ReadLine() is { } line && (line.Length == 0 || line[0] is '#' or '/' or ' '))
        {
            if (line.StartsWith("#:include", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private ParseRequest RequestOf(PreparedFile file) => new()
    {
        Source = options.Defaults with { FileLocation = file.FullPath, RelativeFileLocation = file.Key.RelativePath, DagsFolder = file.BundlePath },
        Sources = file.Sources,
        AssemblyPath = file.IsCompiled ? file.AssemblyPath : null,
        DependencyFolder = file.DependencyFolder,
    };

    private static DeployProblem Told(ParseProblem problem, string draft) => new(
        problem.File,
        problem.Line > 0 ? problem.Line : null,
        problem.Column > 0 ? problem.Column : null,
        problem.Code,
        problem.Message.Replace(draft + "/", "", StringComparison.Ordinal),
        problem.Detail.Replace(draft + "/", "", StringComparison.Ordinal),
        problem.IsError);

    /// <summary>A DAG id belongs to one file.</summary>
    private async Task<IReadOnlyList<DeployProblem>> TakenAsync(List<(string File, ParsedDag Dag)> parsed, HashSet<string> affected, CancellationToken cancellationToken)
    {
        List<DeployProblem> problems = [];
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, dag) in parsed)
        {
            var id = dag.Dag.DagId;
            var other = seen.TryGetValue(id, out var first) ? first
                : await store.FindAsync(id, cancellationToken) is { IsStale: false } known && !(known.BundleName == options.Bundles[0].Name && affected.Contains(known.RelativeFileLocation)) && known.RelativeFileLocation != file
                    ? known.RelativeFileLocation
                    : null;
            if (other is not null)
            {
                problems.Add(new DeployProblem(file, null, null, "", $"the DAG '{id}' is in {other} already.", "", IsError: true));
            }

            seen.TryAdd(id, file);
        }

        return problems;
    }

    private async Task<IReadOnlyList<DeployedDag>> CompareAsync(
        DeployPlan plan, HashSet<string> affected, List<(string File, ParsedDag Dag)> parsed, CancellationToken cancellationToken)
    {
        List<DeployedDag> dags = [];
        foreach (var (file, dag) in parsed)
        {
            var known = await store.FindAsync(dag.Dag.DagId, cancellationToken) is { IsStale: false } found ? found : null;
            var before = known?.LatestVersionId is { } version ? await store.FindSerializedAsync(version, cancellationToken) : null;
            dags.Add(DagComparison.Compare(
                new DeployedDag
                {
                    DagId = dag.Dag.DagId,
                    File = file,
                    Change = DeployChange.Added,
                    Schedule = dag.Dag.TimetableSummary,
                    ScheduleBefore = known?.TimetableSummary,
                    IsPaused = known?.IsPaused ?? dag.IsPausedUponCreation,
                    Next = dag.Dag.Next,
                    NextRuns = NextRuns.Following(
                        DagSerialization.Read(dag.Data), known?.TimetableSummary == dag.Dag.TimetableSummary ? known?.Next : null, time.GetUtcNow(), MostNextRuns),
                },
                before,
                dag.Data));
        }

        var kept = dags.Select(static dag => dag.DagId).ToHashSet(StringComparer.Ordinal);
        var gone = plan.Steps.Where(static step => step.Value.Content is null).Select(static step => step.Key).Concat(affected).ToHashSet(StringComparer.Ordinal);
        var removed = (await store.ListAsync(includeStale: false, cancellationToken))
            .Where(dag => dag.BundleName == options.Bundles[0].Name && gone.Contains(dag.RelativeFileLocation) && !kept.Contains(dag.DagId))
            .Select(static dag => new DeployedDag
            {
                DagId = dag.DagId,
                File = dag.RelativeFileLocation,
                Change = DeployChange.Removed,
                ScheduleBefore = dag.TimetableSummary,
                IsPaused = dag.IsPaused,
            });
        return [.. dags.Concat(removed).OrderBy(static dag => dag.DagId, StringComparer.Ordinal)];
    }
}
