using System.Globalization;
using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>airflow tasks render: the fields as a try had them or, before there was one, as it would have them.</summary>
internal sealed class RenderTaskCommand : ICommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _taskId = Positional.Text("task_id", "The id of the task.");
    private readonly Argument<string> _run = DagArgument.Run();
    private readonly Argument<string[]> _bundles = DagArgument.Bundles();
    private readonly Argument<int> _mapIndex = Option.Int("--map-index", "Which instance of a mapped task.", -1);

    public IReadOnlyList<Argument> Arguments => [_dagId, _taskId, _run, _bundles, _mapIndex, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        BundleNames.Require(context.Configuration, context.Get(_bundles));
        var stores = await context.OpenStoresAsync();
        var (dagId, taskId, typed) = (context.Get(_dagId), context.Get(_taskId), context.Get(_run));
        var document = await DagLookup.RequireDocumentAsync(context, stores, dagId);
        var task = document.Tasks.FirstOrDefault(task => task.TaskId == taskId)
            ?? throw new AirflowException("task_not_found", $"Task {taskId} not found in DAG {dagId}");
        var run = await FindRunAsync(context, stores, typed);
        if (run is not null
            && await stores.TaskInstances.FindRenderedFieldsAsync(new TaskInstanceKey(dagId, run.RunId, taskId, context.Get(_mapIndex)), context.CancellationToken) is { } json)
        {
            context.Out.Write(RenderedFields.ToText(json, task.TemplateFields ?? []));
            return 0;
        }

        return await RenderNowAsync(context, run);
    }

    /// <summary>A date needs no run: the fields are those that a run of that date would have.</summary>
    private async Task<DagRun?> FindRunAsync(CommandContext context, AirflowStores stores, string typed) =>
        DagLookup.TryParseDate(context, typed) is null
            ? await DagLookup.RequireRunAsync(context, stores, context.Get(_dagId), typed)
            : await DagLookup.FindRunAsync(context, stores, context.Get(_dagId), typed);

    private async Task<int> RenderNowAsync(CommandContext context, DagRun? run)
    {
        var dagId = context.Get(_dagId);
        var date = run is null ? DagLookup.TryParseDate(context, context.Get(_run)) : run.LogicalDate ?? run.RunAfter;
        string[] instance = context.Get(_mapIndex) < 0 ? [] : ["--map-index", context.Get(_mapIndex).ToString(CultureInfo.InvariantCulture)];
        var file = await DagProgram.FindFileAsync(context, dagId, null);
        return await DagProgram.RunAsync(
            context, DagProgram.Words(file, dagId, ["render", context.Get(_taskId), .. instance], date, run is null or { Conf: "{}" } ? null : run.Conf));
    }
}
