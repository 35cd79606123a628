using Airflow.Engine;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Views;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Hosting;
using Airflow.Testing.Local;

namespace Airflow.Testing;

/// <summary>Runs a DAG file as a program: <c>dotnet run file.cs</c> runs its DAG at once, without any server; exit code 0 when the run succeeds.</summary>
internal sealed class DagFileRunner : IDagFileRunner
{
    private const int UsageError = 2;

    public async Task<int> RunAsync(IReadOnlyList<string> args, IReadOnlyList<Dag> dags, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(DagFileArguments.Parse(args), dags, cancellationToken);
        }
        catch (ArgumentException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return UsageError;
        }
        catch (AirflowException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static async Task<int> RunAsync(DagFileArguments arguments, IReadOnlyList<Dag> dags, CancellationToken cancellationToken)
    {
        if (HasProblems(dags))
        {
            return 1;
        }

        if (arguments.Verb == "list")
        {
            foreach (var listed in dags)
            {
                await Console.Out.WriteLineAsync(listed.DagId);
            }

            return 0;
        }

        var dag = Choose(arguments, dags);
        return arguments.Verb switch
        {
            "show" => Show(dag),
            "render" => await RenderAsync(dag, arguments, dags, cancellationToken),
            "test" => await TestAsync(dag, arguments, dags, cancellationToken),
            _ => await RunAsync(dag, arguments, dags, cancellationToken),
        };
    }

    private static bool HasProblems(IReadOnlyList<Dag> dags)
    {
        var problems = dags.SelectMany(dag => dag.Validate(LocalTaskBackend.MaxMapLength)).ToList();
        problems.ForEach(problem => Console.Error.WriteLine(problem));
        return problems.Count > 0;
    }

    private static Dag Choose(DagFileArguments arguments, IReadOnlyList<Dag> dags) => arguments.DagId switch
    {
        null when dags.Count == 1 => dags[0],
        null => throw new ArgumentException(dags.Count == 0
            ? "This file makes no DAG: write new Dag(\"…\") before DagFile.RunAsync."
            : $"This file has several DAGs; choose one with --dag: {string.Join(", ", dags.Select(dag => dag.DagId))}"),
        var id => dags.FirstOrDefault(dag => dag.DagId == id)
            ?? throw new ArgumentException($"There is no DAG '{id}' in this file; it has {string.Join(", ", dags.Select(dag => dag.DagId))}."),
    };

    private static int Show(Dag dag)
    {
        Console.Out.WriteLine(dag.DagId);
        foreach (var task in dag.Tasks)
        {
            var downstream = string.Join(", ", dag.Graph.Downstream(task).Select(next => next.Id));
            Console.Out.WriteLine(downstream.Length == 0 ? $"  {task.Id}" : $"  {task.Id} >> {downstream}");
        }

        return 0;
    }

    private static async Task<int> RunAsync(Dag dag, DagFileArguments arguments, IReadOnlyList<Dag> dags, CancellationToken cancellationToken)
    {
        using var logs = new ConsoleLogs(Console.Out, TimeProvider.System);
        var result = await new LocalRun(dags, logs, TimeProvider.System) { MarkedSuccess = arguments.MarkedSuccess }.RunAsync(dag, arguments.LogicalDate, arguments.Conf, cancellationToken);
        foreach (var task in result.Tasks.OrderBy(task => task.EndDate))
        {
            var name = task.Key.MapIndex < 0 ? task.Key.TaskId : $"{task.Key.TaskId}[{task.Key.MapIndex}]";
            await Console.Out.WriteLineAsync($"{name}: {task.State.Name()}{(task.TryNumber > 1 ? $" (try {task.TryNumber})" : "")}");
        }

        await Console.Out.WriteLineAsync($"{dag.DagId} {result.RunId}: {result.State.Name()}");
        if (arguments.GraphFile is { } file)
        {
            await File.WriteAllTextAsync(file, DagDot.Of(DagGraph.Build(result.Document), RunStates.Of(result.Tasks)), cancellationToken);
        }

        return result.State == RunState.Success ? 0 : 1;
    }

    private static async Task<int> RenderAsync(Dag dag, DagFileArguments arguments, IReadOnlyList<Dag> dags, CancellationToken cancellationToken)
    {
        var task = FindTask(dag, arguments);
        using var logs = new ConsoleLogs(Console.Error, TimeProvider.System);
        try
        {
            var fields = await new LocalRun(dags, logs, TimeProvider.System).RenderTaskAsync(dag, task, arguments, cancellationToken);
            await Console.Out.WriteAsync(RenderedFields.ToText(fields, []));
            return 0;
        }
#pragma warning disable CA1031 // rendering calls the author's templates and macros, which may throw anything
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"The fields of task '{task.Id}' cannot be rendered: {exception.Message}");
            return 1;
        }
    }

    private static Operator FindTask(Dag dag, DagFileArguments arguments) => dag.Graph.Find(arguments.TaskId!)
        ?? throw new ArgumentException($"DAG '{dag.DagId}' has no task '{arguments.TaskId}'; it has {string.Join(", ", dag.Tasks.Select(known => known.Id))}.");

    private static async Task<int> TestAsync(Dag dag, DagFileArguments arguments, IReadOnlyList<Dag> dags, CancellationToken cancellationToken)
    {
        var task = FindTask(dag, arguments);
        using var logs = new ConsoleLogs(Console.Out, TimeProvider.System);
        var run = new LocalRun(dags, logs, TimeProvider.System);
        var outcome = await run.TestTaskAsync(dag, task, arguments, cancellationToken);
        if (arguments.IsPostMortem && outcome.State == TaskState.Failed)
        {
            await DebuggerWait.ForAsync(task.Id, cancellationToken);
            outcome = await run.TestTaskAsync(dag, task, arguments, cancellationToken);
        }

        await Console.Out.WriteLineAsync($"{task.Id}: {outcome.State.Name()}{(outcome.Reason is null ? "" : $" ({outcome.Reason})")}");
        foreach (var xcom in outcome.XComs)
        {
            await Console.Out.WriteLineAsync($"{xcom.Key.Key} = {xcom.Value}");
        }

        return outcome.State is TaskState.Success or TaskState.Skipped ? 0 : 1;
    }
}
