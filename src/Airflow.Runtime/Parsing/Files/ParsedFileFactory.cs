using System.Diagnostics.CodeAnalysis;
using System.Text;
using Airflow.Engine;
using Airflow.Engine.Assets;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Parsing;

/// <summary>Turns what a parse child found into what is stored.</summary>
internal sealed class ParsedFileFactory(DagProcessorOptions options, DagRecordFactory records, TimeProvider time)
{
    // an import error of thousands of lines helps nobody
    private const int MaxProblems = 100;

    /// <summary>A file that could not be parsed: its last good version stays as it is.</summary>
    public ParsedFile Failed(PreparedFile file, IEnumerable<ParseProblem> problems) => Empty(file) with
    {
        ImportError = string.Join('\n', problems.Where(problem => problem.IsError).Take(MaxProblems)),
    };

    /// <summary>A file that was parsed: all of its DAGs, or what is wrong with any of them.</summary>
    public ParsedFile Create(PreparedFile file, ParseAnswer answer, TimeSpan duration, IReadOnlyDictionary<string, SupportFile> support)
    {
        if (answer.HasErrors)
        {
            return Failed(file, answer.Problems);
        }

        var problems = new List<ParseProblem>();
        var dags = answer.Dags.Select(dag => Create(file, dag, duration, support, problems)).OfType<ParsedDag>().ToList();
        if (problems.Count > 0)
        {
            return Failed(file, problems);
        }

        if (dags.Count == 0)
        {
            return Empty(file);
        }

        var bundle = Bundle(file, answer.Assembly, support);
        return Empty(file) with { Dags = dags, Manifest = bundle.Build(), Blobs = bundle.Blobs };
    }

    private ParsedFile Empty(PreparedFile file) => new()
    {
        BundleName = file.Key.BundleName,
        RelativePath = file.Key.RelativePath,
        ParsedAt = time.GetUtcNow(),
        Revision = options.Bundles.FirstOrDefault(bundle => bundle.Name == file.Key.BundleName)?.Revision(),
        Source = file.Sources[0].Text,
    };

    [SuppressMessage("Design", "CA1031", Justification = "whatever is wrong with a DAG that was serialised is an import error of its file")]
    private ParsedDag? Create(PreparedFile file, CollectedDag collected, TimeSpan duration, IReadOnlyDictionary<string, SupportFile> support, List<ParseProblem> problems)
    {
        try
        {
            var dag = DagSerialization.Read(collected.Data);
            var templates = TemplateFiles.Find(dag, file.Key.Folder, collected.TemplateSearchPath, support.ContainsKey);
            var code = templates.Select(path => (path, support[path].Hash)).Append(("", file.CodeHash)).Append(("\n", DagHash.Compute(dag)));
            return new ParsedDag
            {
                Dag = records.Create(dag, file.Key, file.FullPath) with { LastParsedTime = time.GetUtcNow(), LastParseDuration = duration.TotalSeconds },
                Data = collected.Data,
                DagHash = ContentHash.OfTree(code),
                Pools = [.. dag.Tasks.Select(static task => task.Pool).OfType<string>().Distinct(StringComparer.Ordinal)],
                Assets = DagAssets.Of(dag, (dag.BuildTimetable() as Airflow.Engine.Timetables.AssetTriggeredTimetable)?.AssetCondition),
                IsPausedUponCreation = dag.IsPausedUponCreation ?? options.PausedAtCreation,
            };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            problems.Add(new ParseProblem { File = file.Key.RelativePath, Message = exception is AirflowException ? exception.Message : exception.ToString() });
            return null;
        }
    }

    private static BundleBuilder Bundle(PreparedFile file, byte[]? assembly, IReadOnlyDictionary<string, SupportFile> support)
    {
        var bundle = new BundleBuilder(file.Key.BundleName);
        foreach (var (path, content) in support)
        {
            bundle.Add(path, content);
        }

        foreach (var source in file.Sources)
        {
            bundle.Add(source.Path, Encoding.UTF8.GetBytes(source.Text));
        }

        bundle.Add(file.Key.RelativePath + ".dll", assembly ?? File.ReadAllBytes(file.AssemblyPath));
        if (file.DependencyFolder is { } folder)
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                bundle.Add($"{file.Key.RelativePath}.deps/{Path.GetRelativePath(folder, path)}", File.ReadAllBytes(path));
            }
        }

        return bundle;
    }
}
