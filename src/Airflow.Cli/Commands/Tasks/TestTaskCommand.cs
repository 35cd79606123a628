using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>airflow tasks test: runs one task here and now, whatever it depends on, without a trace in the database.</summary>
internal sealed class TestTaskCommand : ICommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _taskId = Positional.Text("task_id", "The id of the task.");
    private readonly Argument<string?> _run = Positional.Optional("logical_date_or_run_id", "The date that the run is for, or a run whose date and conf are taken; now when absent.");
    private readonly Argument<string[]> _bundles = DagArgument.Bundles();
    private readonly Argument<string?> _variables = Option.Text("--env-vars", "A JSON object of environment variables for the task.");
    private readonly Argument<int> _mapIndex = Option.Int("--map-index", "Which instance of a mapped task.", -1);
    private readonly Argument<string?> _params = Option.Text("-t/--task-params", "A JSON object of values for the DAG's params.");

    private readonly Argument<bool> _postMortem = Option.Flag("-m/--post-mortem", "When the task fails, wait for a debugger and run it once more.");

    public IReadOnlyList<Argument> Arguments => [_dagId, _taskId, _run, _bundles, _variables, _mapIndex, _postMortem, _params, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        BundleNames.Require(context.Configuration, context.Get(_bundles));
        var dagId = context.Get(_dagId);
        var (date, conf) = await ReadRunAsync(context, dagId);
        if (context.Get(_params) is { } text)
        {
            foreach (var (name, value) in RunConf.Parse(text))
            {
                conf[name] = value?.DeepClone();
            }
        }

        string[] instance = context.Get(_mapIndex) < 0 ? [] : ["--map-index", context.Get(_mapIndex).ToString(CultureInfo.InvariantCulture)];
        string[] postMortem = context.Get(_postMortem) ? ["--post-mortem"] : [];
        var variables = ReadVariables(context.Get(_variables));
        var file = await DagProgram.FindFileAsync(context, dagId, null);
        return await DagProgram.RunAsync(
            context, DagProgram.Words(file, dagId, ["test", context.Get(_taskId), .. instance, .. postMortem], date, conf.Count > 0 ? conf.ToJsonString() : null), variables);
    }

    private async Task<(DateTimeOffset? Date, JsonObject Conf)> ReadRunAsync(CommandContext context, string dagId)
    {
        if (context.Get(_run) is not { } typed)
        {
            return (null, []);
        }

        if (DagLookup.TryParseDate(context, typed) is { } date)
        {
            return (date, []);
        }

        var run = await DagLookup.RequireRunAsync(context, await context.OpenStoresAsync(), dagId, typed);
        return (run.LogicalDate ?? run.RunAfter, RunConf.Parse(run.Conf));
    }

    private static Dictionary<string, string> ReadVariables(string? text)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (text is null)
        {
            return variables;
        }

        try
        {
            foreach (var (name, value) in RequireObject(JsonNode.Parse(text)))
            {
                variables[name] = value?.ToString() ?? "";
            }

            return variables;
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new AirflowException("usage", $"--env-vars must be a JSON object of names and values, not {text}", exception);
        }
    }

    private static JsonObject RequireObject(JsonNode? node) => node as JsonObject ?? throw new FormatException();
}
