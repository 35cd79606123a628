using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags test: runs a DAG here and now, without scheduler and without a trace in the database.</summary>
internal sealed class TestDagCommand : ICommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<DateInput?> _logicalDate = Positional.OptionalTime("logical_date", "The date that the run is for; now when absent.");
    private readonly Argument<string[]> _bundles = DagArgument.Bundles();
    private readonly Argument<string?> _conf = Option.Text("-c/--conf", "A JSON object for the run.");
    private readonly Argument<string?> _file = Option.Text("-f/--dagfile-path", "The DAG file; that of the stored DAG when absent.");

    private readonly Argument<string?> _marked = Option.Text("--mark-success-pattern", "Tasks whose id this regular expression matches succeed without being run.");

    public IReadOnlyList<Argument> Arguments => [_dagId, _logicalDate, _bundles, _conf, _file, _marked, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        BundleNames.Require(context.Configuration, context.Get(_bundles));
        var conf = context.Get(_conf) is { } text ? RunConf.Parse(text).ToJsonString() : null;
        string[] marked = context.Get(_marked) is { } pattern ? ["--mark-success-pattern", pattern] : [];
        var dagId = context.Get(_dagId);
        var file = await DagProgram.FindFileAsync(context, dagId, context.Get(_file));
        return await DagProgram.RunAsync(context, DagProgram.Words(file, dagId, ["run", .. marked], context.GetTime(_logicalDate), conf));
    }
}
