using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>airflow tasks states-for-dag-run.</summary>
internal sealed class TaskStatesCommand : ICommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _run = DagArgument.Run();
    private readonly Argument<string?> _output = OutputFormat.Option();
    private readonly Argument<bool> _verbose = Option.Flag("-v/--verbose", "Add the number of tries and why the last one failed; show the whole of an error.");

    public IReadOnlyList<Argument> Arguments => [_dagId, _run, _output, _verbose];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var dagId = context.Get(_dagId);
        var run = await DagLookup.RequireRunAsync(context, stores, dagId, context.Get(_run));
        var document = run.CreatedDagVersionId is { } version && await stores.Dags.FindSerializedAsync(version, context.CancellationToken) is { } json
            ? DagSerialization.Read(json)
            : null;
        var instances = await stores.TaskInstances.ListForRunAsync(dagId, run.RunId, context.CancellationToken);
        context.Print(_output, instances.Count > 0 ? List(run, instances, document, context.Get(_verbose)) : ListTasks(run, document));
        return 0;
    }

    private static Row[] List(DagRun run, IReadOnlyList<TaskInstance> instances, SerializedDag? document, bool isVerbose)
    {
        var order = Order(document);
        var isMapped = instances.Any(static instance => instance.Key.MapIndex >= 0);
        return
        [
            .. instances
                .OrderBy(instance => order.GetValueOrDefault(instance.Key.TaskId, int.MaxValue))
                .ThenBy(static instance => instance.Key.MapIndex)
                .Select(instance => isVerbose ? Explain(Make(run, instance.Key.TaskId, instance, isMapped), instance) : Make(run, instance.Key.TaskId, instance, isMapped)),
        ];
    }

    /// <summary>The instances of a run are made when a scheduler takes it; until then each of its tasks has no state.</summary>
    private static Row[] ListTasks(DagRun run, SerializedDag? document) =>
        [.. Order(document).OrderBy(static entry => entry.Value).Select(entry => Make(run, entry.Key, null, isMapped: false))];

    private static Dictionary<string, int> Order(SerializedDag? document)
    {
        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        if (document is not null)
        {
            // as the author wrote them, which is how Airflow lists them
            foreach (var task in document.Tasks)
            {
                order.Add(task.TaskId, order.Count);
            }
        }

        return order;
    }

    private static Row Explain(Row row, TaskInstance instance)
    {
        row.Add("try_number", instance.TryNumber);
        row.Add("reason", TryEnding.Explain(instance) ?? "");
        return row;
    }

    private static Row Make(DagRun run, string taskId, TaskInstance? instance, bool isMapped)
    {
        var row = new Row
        {
            { "dag_id", run.DagId },
            { "logical_date", PythonText.IsoFormat(run.LogicalDate) },
            { "task_id", taskId },
            { "state", instance?.State.Name() ?? "" },
            { "start_date", PythonText.IsoFormat(instance?.StartDate) },
            { "end_date", PythonText.IsoFormat(instance?.EndDate) },
        };
        if (isMapped)
        {
            row.Add("map_index", instance is { Key.MapIndex: >= 0 } ? instance.Key.MapIndex : "");
        }

        return row;
    }
}
