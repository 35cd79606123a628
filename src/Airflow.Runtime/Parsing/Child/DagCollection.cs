using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;
using Airflow.Engine;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Authoring;
using Airflow.Hosting;

namespace Airflow.Runtime.Parsing;

/// <summary>Runs a DAG file's top-level code only to see which DAGs it makes, checks them and writes them down.</summary>
internal sealed class DagCollection
{
    // as large as a main thread's, since that is where the code runs under dotnet run
    private const int StackSize = 8 * 1024 * 1024;

#pragma warning disable CA1822 // an instance, so that its callers need not know that it keeps nothing
    public ParseAnswer Run(ParseRequest request, byte[] assembly)
#pragma warning restore CA1822
    {
        var context = new DagCodeContext(request.RelativePath, request.DependencyFolder, isCollectible: true);
        try
        {
            using var content = new MemoryStream(assembly);
            if (context.LoadFromStream(content).EntryPoint is not { } entryPoint)
            {
                return new ParseAnswer { IsPart = true };
            }

            var path = Path.Combine(request.BundlePath, request.RelativePath);
            AppContext.SetData("EntryPointFilePath", path);
            AppContext.SetData("EntryPointFileDirectoryPath", Path.GetDirectoryName(path));
            var answer = new ParseAnswer();
            var thread = new Thread(() => answer = Collect(request, entryPoint), StackSize) { IsBackground = true, Name = request.RelativePath };
            thread.Start();
            thread.Join();
            return answer;
        }
        finally
        {
            context.Unload();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "whatever the author's code throws is a problem of his file")]
    private static ParseAnswer Collect(ParseRequest request, MethodInfo entryPoint)
    {
        try
        {
            object?[]? arguments = entryPoint.GetParameters().Length == 0 ? null : [Array.Empty<string>()];
            return Describe(request, DagCollector.Collect(() => entryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)));
        }
        catch (Exception exception)
        {
            return ParseAnswer.Failed(UserStack.Problem(exception, request));
        }
    }

    private static ParseAnswer Describe(ParseRequest request, IReadOnlyList<Dag> dags)
    {
        if (request.Timetable is { } question)
        {
            return new ParseAnswer { Timetable = TimetableCall.Ask(dags, question) };
        }

        var problems = dags.SelectMany(dag => dag.Validate(request.Source.MaxMapLength)).Select(problem => Problem(problem, request)).ToList();
        problems.AddRange(dags.GroupBy(dag => dag.DagId, StringComparer.Ordinal).SelectMany(same => same.Skip(1).Select(dag => Twice(dag, same.First(), request))));
        var written = problems.Count > 0 ? [] : dags.Select(dag => Write(dag, request, problems)).OfType<CollectedDag>().ToList();
        return problems.Count > 0
            ? new ParseAnswer { Problems = [.. problems.OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)] }
            : new ParseAnswer { Dags = written };
    }

    private static CollectedDag? Write(Dag dag, ParseRequest request, List<ParseProblem> problems)
    {
        try
        {
            // one that throws, or never answers, is an error of the file and not of the scheduler
            TimetableCall.Try(dag);
            return new CollectedDag
            {
                Data = Encoding.UTF8.GetString(DagSerialization.Write(DagSerializer.Serialize(dag, request.Source))),
                TemplateSearchPath = dag.TemplateSearchPath,
            };
        }
        catch (AirflowException exception)
        {
            problems.Add(Problem(new DagProblem(dag.DagId, null, exception.Message, dag.Place), request));
            return null;
        }
    }

    private static ParseProblem Twice(Dag dag, Dag first, ParseRequest request) => new()
    {
        File = FileOf(dag.Place, request),
        Line = dag.Place.Line,
        Message = $"the file makes two DAGs with the id '{dag.DagId}' (the first is in line {first.Place.Line}); ids are unique.",
    };

    private static ParseProblem Problem(DagProblem problem, ParseRequest request) => new()
    {
        File = FileOf(problem.Place, request),
        Line = problem.Place.Line,
        Message = problem.TaskId is { } task ? $"DAG '{problem.DagId}', task '{task}': {problem.Message}" : $"DAG '{problem.DagId}': {problem.Message}",
    };

    private static string FileOf(SourcePlace place, ParseRequest request) =>
        place.File.StartsWith(request.BundlePath + "/", StringComparison.Ordinal) ? place.File[(request.BundlePath.Length + 1)..]
        : place.File.Length > 0 ? place.File
        : request.RelativePath;
}
