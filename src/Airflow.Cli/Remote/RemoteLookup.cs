using System.Net;
using Airflow.Cli.Commands;
using Airflow.Cli.Commands.Dags;
using Airflow.Client;
using Airflow.Engine;

namespace Airflow.Cli.Remote;

/// <summary>Finds what a command's words name on a server, and reads lists to their end.</summary>
internal static class RemoteLookup
{
    private const int Page = 100;

    /// <summary>The run of that id or, when the text is a date, of that logical date; null when there is none.</summary>
    public static async Task<DagRunResponse?> FindRunAsync(CommandContext context, AirflowClient server, string dagId, string dateOrRunId)
    {
        try
        {
            return await server.DagRun.GetDagRunAsync(dagId, dateOrRunId, context.CancellationToken);
        }
        catch (AirflowApiException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            if (DagLookup.TryParseDate(context, dateOrRunId) is not { } date)
            {
                return null;
            }

            var query = new GetDagRunsQuery { LogicalDateGte = date, LogicalDateLte = date, Limit = 1 };
            return (await server.DagRun.GetDagRunsAsync(dagId, query, context.CancellationToken)).DagRuns.FirstOrDefault();
        }
    }

    public static async Task<DagRunResponse> RequireRunAsync(CommandContext context, AirflowClient server, string dagId, string dateOrRunId) =>
        await FindRunAsync(context, server, dagId, dateOrRunId)
        ?? throw new AirflowException("run_not_found", $"DagRun for {dagId} with run_id or logical_date of '{dateOrRunId}' not found; airflow dags list-runs {dagId} lists them.");

    /// <summary>The task instance, of a mapped task that of the index.</summary>
    public static Task<TaskInstanceResponse> GetTaskAsync(CommandContext context, AirflowClient server, DagRunResponse run, string taskId, int mapIndex) => mapIndex < 0
        ? server.TaskInstance.GetTaskInstanceAsync(run.DagId, run.DagRunId, taskId, context.CancellationToken)
        : server.TaskInstance.GetMappedTaskInstanceAsync(run.DagId, run.DagRunId, taskId, mapIndex, context.CancellationToken);

    /// <summary>All pages of a list.</summary>
    /// <param name="ask">A page, by offset and length, with how many there are in all.</param>
    public static async Task<IReadOnlyList<T>> ListAsync<T>(Func<int, int, Task<(IReadOnlyList<T> Items, long? Total)>> ask)
    {
        var all = new List<T>();
        while (true)
        {
            var (items, total) = await ask(all.Count, Page);
            all.AddRange(items);
            if (items.Count == 0 || all.Count >= total)
            {
                return all;
            }
        }
    }

    /// <summary>DAGs whose files are there, by id.</summary>
    public static Task<IReadOnlyList<DagResponse>> ListDagsAsync(CommandContext context, AirflowClient server, string? pattern = null) => ListAsync(async (offset, limit) =>
    {
        var page = await server.Dag.GetDagsAsync(new GetDagsQuery { Offset = offset, Limit = limit, OrderBy = ["dag_id"], DagIdPattern = pattern }, context.CancellationToken);
        return (page.Dags, page.TotalEntries);
    });
}
