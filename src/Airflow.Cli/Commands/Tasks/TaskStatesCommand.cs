using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>airflow tasks states-for-dag-run.</summary>
internal sealed class TaskStatesCommand : IRemoteCommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _run = DagArgument.Run();
    private readonly Argument<string?> _output = OutputFormat.Option();
    private readonly Argument<bool> _verbose = Option.Flag("-v/--verbose", "Add the number of tries and why the last one failed; show the whole of an error.");

    public IReadOnlyList<Argument> Arguments => [_dagId, _run, _output, _verbose];

    public IReadOnlyList<Argument> LocalOnly => [_verbose];

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

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var run = await RemoteLookup.RequireRunAsync(context, server, context.Get(_dagId), context.Get(_run));
        var tasks = await RemoteLookup.ListAsync(async (offset, limit) =>
        {
            var query = new GetTaskInstancesQuery { Offset = offset, Limit = limit };
            var page = await server.TaskInstance.GetTaskInstancesAsync(run.DagId, run.DagRunId, query, context.CancellationToken);
            return (page.TaskInstances, page.TotalEntries);
        });
        var isMapped = tasks.Any(static task => task.MapIndex >= 0);

        // a server does not tell in which order the author wrote them: those that began earlier come first
        context.Print(_output, [.. tasks
            .OrderBy(static task => task.StartDate ?? DateTimeOffset.MaxValue)
            .ThenBy(static task => task.TaskId, StringComparer.Ordinal)
            .ThenBy(static task => task.MapIndex)
            .Select(task => Make(run.DagId, run.LogicalDate, (task.TaskId, task.State, task.StartDate, task.EndDate), isMapped ? task.MapIndex : null))]);
        return 0;
    }

    private static Row Make(string dagId, DateTimeOffset? logicalDate, (string Id, string? State, DateTimeOffset? Start, DateTimeOffset? End) task, long? mapIndex)
    {
        var row = new Row
        {
            { "dag_id", dagId },
            { "logical_date", PythonText.IsoFormat(logicalDate) },
            { "task_id", task.Id },
            { "state", task.State ?? "" },
            { "start_date", PythonText.IsoFormat(task.Start) },
            { "end_date", PythonText.IsoFormat(task.End) },
        };
        if (mapIndex is { } index)
        {
            row.Add("map_index", index >= 0 ? index : "");
        }

        return row;
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

    private static Row Make(DagRun run, string taskId, TaskInstance? instance, bool isMapped) =>
        Make(run.DagId, run.LogicalDate, (taskId, instance?.State.Name(), instance?.StartDate, instance?.EndDate), isMapped ? instance?.Key.MapIndex ?? -1 : null);
}
