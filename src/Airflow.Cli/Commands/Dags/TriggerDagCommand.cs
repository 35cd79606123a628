using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine;
using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Timetables;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags trigger.</summary>
internal sealed class TriggerDagCommand : IRemoteCommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string?> _conf = Option.Text("-c/--conf", "A JSON object for the run: its conf, and values of the DAG's params.");
    private readonly Argument<DateInput?> _logicalDate = Option.Time("-l/--logical-date", "The date that the run is for.");
    private readonly Argument<bool> _keepMicroseconds = Option.Flag("--no-replace-microseconds", "Keep the microseconds of the logical date.");
    private readonly Argument<string?> _output = OutputFormat.Option();
    private readonly Argument<string?> _runId = Option.Text("-r/--run-id", "The id of the run; made from its time when absent.");

    public IReadOnlyList<Argument> Arguments => [_dagId, _conf, _logicalDate, _keepMicroseconds, _output, _runId, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var conf = RunConf.Parse(context.Get(_conf));
        CheckRunId(context);
        var stores = await context.OpenStoresAsync();
        var dagId = context.Get(_dagId);
        var dag = await stores.Dags.FindAsync(dagId, context.CancellationToken);
        var document = dag is null ? null : await DagLookup.FindDocumentAsync(context, stores, dag);
        if (dag is null || document is null)
        {
            throw new AirflowException("dag_not_found", $"Dag id {dagId} not found. airflow dags list shows those that are there, airflow dags list-import-errors why one may be missing.");
        }

        var run = await BuildAsync(context, stores, dag, document, conf.ToJsonString());
        var creation = await stores.Runs.CreateAsync(run, context.CancellationToken);
        if (creation != RunCreation.Created)
        {
            throw new AirflowException("run_already_exists", run.LogicalDate is { } date && await stores.Runs.FindAsync(dagId, run.RunId, context.CancellationToken) is null
                ? $"A DAG Run already exists for DAG {dagId} at {Iso8601.Format(date)}"
                : $"A DAG Run already exists for DAG {dagId} with run id {run.RunId}");
        }

        context.Wake("queued");
        context.Print(_output, [ToRow(run, RunConf.ToValue(conf))]);
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var conf = RunConf.Parse(context.Get(_conf));
        var body = new TriggerDagRunBody { DagRunId = context.Get(_runId), LogicalDate = LogicalDate(context), Conf = conf };
        var run = await server.DagRun.TriggerDagRunAsync(context.Get(_dagId), body, context.CancellationToken);
        context.Print(_output, [new Row
        {
            { "conf", RunConf.ToValue(run.Conf) },
            { "dag_id", run.DagId },
            { "dag_run_id", run.DagRunId },
            { "data_interval_start", run.DataIntervalStart },
            { "data_interval_end", run.DataIntervalEnd },
            { "end_date", run.EndDate },
            { "last_scheduling_decision", run.LastSchedulingDecision },
            { "logical_date", run.LogicalDate },
            { "run_type", run.RunType },
            { "start_date", run.StartDate },
            { "state", run.State },
            { "triggering_user_name", run.TriggeringUserName },
        }]);
        return 0;
    }

    private DateTimeOffset? LogicalDate(CommandContext context) => context.GetTime(_logicalDate) is not { } typed ? null
        : context.Get(_keepMicroseconds) ? typed : typed.AddTicks(-(typed.Ticks % TimeSpan.TicksPerSecond));

    private async Task<DagRun> BuildAsync(CommandContext context, AirflowStores stores, DagRecord dag, SerializedDag document, string conf)
    {
        return await TypedRun.BuildAsync(context, stores, dag, document, new ManualRunRequest { RunId = context.Get(_runId), LogicalDate = LogicalDate(context), Conf = conf, TriggeredBy = "cli" });
    }

    private void CheckRunId(CommandContext context)
    {
        if (context.Get(_runId) is not { } runId)
        {
            return;
        }

        var pattern = context.Configuration.GetString("scheduler", "allowed_run_id_pattern");
        if (RunIds.Problem(runId, pattern) is { } problem)
        {
            throw new AirflowException("run_id_invalid", problem);
        }
    }

    private static Row ToRow(DagRun run, object? conf) => new()
    {
        { "conf", conf },
        { "dag_id", run.DagId },
        { "dag_run_id", run.RunId },
        { "data_interval_start", run.DataIntervalStart },
        { "data_interval_end", run.DataIntervalEnd },
        { "end_date", run.EndDate },
        { "last_scheduling_decision", null },
        { "logical_date", run.LogicalDate },
        { "run_type", run.RunType.Name() },
        { "start_date", run.StartDate },
        { "state", run.State.Name() },
        { "triggering_user_name", run.TriggeringUserName },
    };
}
