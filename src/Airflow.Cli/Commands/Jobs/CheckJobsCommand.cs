using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Jobs;

/// <summary>airflow jobs check: exit code 0 when exactly one, or with --allow-multiple any, such job is alive.</summary>
internal sealed class CheckJobsCommand : ICommand
{
    private readonly Argument<bool> _allowMultiple = Option.Flag("--allow-multiple", "Several alive jobs are no error; needs a --limit of 0 or above 1.");
    private readonly Argument<string?> _hostname = Option.Text("--hostname", "Only jobs on this host.");
    private readonly Argument<string?> _jobType = Option.Choice("--job-type", "Only jobs of this type.", ["SchedulerJob", "TriggererJob", "DagProcessorJob"]);
    private readonly Argument<int> _limit = Option.NonNegativeInt("--limit", "Look at the newest so many jobs; 0 for all.", 1);
    private readonly Argument<bool> _local = Option.Flag("--local", "Only jobs on this host.");

    public IReadOnlyList<Argument> Arguments => [_allowMultiple, _hostname, _jobType, _limit, _local, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var limit = context.Get(_limit);
        if (context.Get(_allowMultiple) && limit == 1)
        {
            throw new AirflowException("usage", "To use option --allow-multiple, you must set the limit to a value greater than 1 or 0 to disable it.");
        }

        if (context.Get(_hostname) is not null && context.Get(_local))
        {
            throw new AirflowException("usage", "You can't use --hostname and --local at the same time");
        }

        var alive = await CountAsync(context, limit == 0 ? int.MaxValue : limit);
        if (alive == 0)
        {
            throw new AirflowException("no_alive_job", "No alive jobs found.");
        }

        if (alive > 1 && !context.Get(_allowMultiple))
        {
            throw new AirflowException("several_alive_jobs", $"Found {alive} alive jobs. Expected only one.");
        }

        context.Out.Write(alive == 1 ? "Found one alive job.\n" : $"Found {alive} alive jobs.\n");
        return 0;
    }

    private async Task<int> CountAsync(CommandContext context, int limit)
    {
        var stores = await context.OpenStoresAsync();
        var host = context.Get(_local) ? Environment.MachineName : context.Get(_hostname);
        var jobs = await stores.Jobs.ListAsync(context.Get(_jobType), "running", host is null ? limit : int.MaxValue, context.CancellationToken);
        var now = context.Clock.GetUtcNow();
        return jobs.Where(job => host is null || job.Hostname == host).Take(limit).Count(job => JobLife.IsAlive(context, job, now));
    }
}
