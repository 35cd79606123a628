using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags test: runs a DAG here and now, without scheduler and without a trace in the database, or once by the configured executor.</summary>
internal sealed class TestDagCommand : ICommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<DateInput?> _logicalDate = Positional.OptionalTime("logical_date", "The date that the run is for; now when absent.");
    private readonly Argument<string[]> _bundles = DagArgument.Bundles();
    private readonly Argument<string?> _conf = Option.Text("-c/--conf", "A JSON object for the run.");
    private readonly Argument<string?> _file = Option.Text("-f/--dagfile-path", "The DAG file; that of the stored DAG when absent.");
    private readonly Argument<string?> _marked = Option.Text("--mark-success-pattern", "Tasks whose id this regular expression matches succeed without being run.");

    private readonly GraphPicture _picture = new("--imgcat-dagrun", "--save-dagrun");
    private readonly Argument<bool> _show = Option.Flag("--show-dagrun", "Print the graph with the states of the tasks when the run has ended, in the language of Graphviz.");
    private readonly Argument<bool> _useExecutor = Option.Flag("--use-executor", "Have the running scheduler and the configured executor do it, as a run like any other.");

    public IReadOnlyList<Argument> Arguments =>
    [
        _dagId, _logicalDate, _bundles, _conf, _file, _picture.OnTerminal, _marked, _picture.Saved, _show, _useExecutor, OutputFormat.Verbose(),
    ];

    public async Task<int> RunAsync(CommandContext context)
    {
        BundleNames.Require(context.Configuration, context.Get(_bundles));
        _picture.Check(context);
        var conf = context.Get(_conf) is { } text ? RunConf.Parse(text).ToJsonString() : null;
        return context.Get(_useExecutor) ? await RunByExecutorAsync(context, conf) : await RunHereAsync(context, conf);
    }

    private async Task<int> RunHereAsync(CommandContext context, string? conf)
    {
        string[] marked = context.Get(_marked) is { } pattern ? ["--mark-success-pattern", pattern] : [];
        var graph = IsGraphWanted(context) ? Path.Combine(Directory.CreateTempSubdirectory("airflow-test-").FullName, "run.dot") : null;
        string[] drawn = graph is null ? [] : ["--graph", graph];
        try
        {
            var dagId = context.Get(_dagId);
            var file = await DagProgram.FindFileAsync(context, dagId, context.Get(_file));
            var exitCode = await DagProgram.RunAsync(context, DagProgram.Words(file, dagId, ["run", .. marked, .. drawn], context.GetTime(_logicalDate), conf));
            if (File.Exists(graph))
            {
                await PutAsync(context, await File.ReadAllTextAsync(graph, context.CancellationToken));
            }

            return exitCode;
        }
        finally
        {
            if (graph is not null)
            {
                Directory.Delete(Path.GetDirectoryName(graph)!, recursive: true);
            }
        }
    }

    private async Task<int> RunByExecutorAsync(CommandContext context, string? conf)
    {
        if (context.Get(_file) is not null || context.Get(_marked) is not null)
        {
            throw new AirflowException("usage", "--use-executor runs the stored DAG whole: it goes neither with --dagfile-path nor with --mark-success-pattern.");
        }

        var test = await ExecutorTest.RunAsync(context, context.Get(_dagId), context.GetTime(_logicalDate), conf ?? "{}");
        if (IsGraphWanted(context))
        {
            await PutAsync(context, test.Graph);
        }

        return test.IsSuccess ? 0 : 1;
    }

    private bool IsGraphWanted(CommandContext context) => context.Get(_show) || _picture.IsWanted(context);

    private async Task PutAsync(CommandContext context, string dot)
    {
        if (_picture.IsWanted(context))
        {
            await _picture.PutAsync(context, dot);
        }

        if (context.Get(_show))
        {
            context.Out.Write(dot + "\n");
        }
    }
}
