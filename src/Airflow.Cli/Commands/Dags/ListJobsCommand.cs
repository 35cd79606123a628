using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags list-jobs.</summary>
internal sealed class ListJobsCommand : ICommand
{
    private static readonly string[] States = ["running", "success", "restarting", "failed"];

    private readonly Argument<string?> _dagId = Option.Text("-d/--dag-id", "Only jobs of this DAG; roles belong to none.");
    private readonly Argument<int> _limit = Option.Int("--limit", "At most so many.", int.MaxValue);
    private readonly Argument<string?> _output = OutputFormat.Option();
    private readonly Argument<string?> _state = Option.Choice("--state", "Only jobs in this state.", States, metavar: string.Join(", ", States));

    public IReadOnlyList<Argument> Arguments => [_dagId, _limit, _output, _state, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var dagId = context.Get(_dagId);
        if (dagId is not null)
        {
            _ = await DagLookup.RequireAsync(context, stores, dagId);
        }

        // jobs are roles: none belongs to a DAG, so asking for those of one finds nothing
        var jobs = dagId is null ? await stores.Jobs.ListAsync(null, context.Get(_state), context.Get(_limit), context.CancellationToken) : [];
        context.Print(_output, [.. jobs.Select(static job => new Row
        {
            { "dag_id", "None" },
            { "state", job.State },
            { "job_type", job.JobType },
            { "start_date", PythonText.Str(job.StartDate) },
            { "end_date", PythonText.Str(job.EndDate) },
        })]);
        return 0;
    }
}
