using System.Net;
using System.Text.Json.Nodes;
using Airflow.Cli.Commands;
using Airflow.Cli.Commands.Tasks;
using Airflow.Client;
using Airflow.Engine;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Remote;

/// <summary>Prints the log of a try that a server keeps or finds; live, from try to try, until the task ends.</summary>
internal sealed class RemoteLogs(CommandContext context, AirflowClient server, (string DagId, string Run, string TaskId, int MapIndex) of)
{
    /// <summary>How often a log that still grows is asked for.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="wanted">Which try; null for the last.</param>
    public async Task<int> RunAsync(int? wanted, bool isFollowed)
    {
        var run = await RemoteLookup.RequireRunAsync(context, server, of.DagId, of.Run);
        var task = isFollowed ? await WaitAsync(run) : await RemoteLookup.GetTaskAsync(context, server, run, of.TaskId, of.MapIndex);
        var tryNumber = wanted ?? Math.Max(task.TryNumber, 1);
        if (!isFollowed)
        {
            RequireTry(run, task, tryNumber);
        }

        for (var printed = 0; ;)
        {
            // the state is read first: what the log got before the end is then surely printed
            task = await RemoteLookup.GetTaskAsync(context, server, run, of.TaskId, of.MapIndex);
            printed = task.TryNumber < tryNumber ? printed : await PrintAsync(run, tryNumber, printed);
            if (!isFollowed || HasEnded(task, tryNumber))
            {
                if (!isFollowed || wanted is not null || (task.TryNumber <= tryNumber && task.State != "up_for_retry"))
                {
                    return 0;
                }

                context.Error.Write($"Try {tryNumber} of {Key(run)} ended; on to try {tryNumber + 1}.\n");
                (tryNumber, printed) = (tryNumber + 1, 0);
            }

            await Task.Delay(Pause, context.Clock, context.CancellationToken);
        }
    }

    /// <summary>The instance; one that the scheduler has not made yet is waited for while its run has not ended and the DAG has the task.</summary>
    private async Task<TaskInstanceResponse> WaitAsync(DagRunResponse run)
    {
        while (true)
        {
            try
            {
                return await RemoteLookup.GetTaskAsync(context, server, run, of.TaskId, of.MapIndex);
            }
            catch (AirflowApiException exception) when (exception.Status == HttpStatusCode.NotFound && run.State is ("queued" or "running"))
            {
                await server.Task.GetTaskAsync(run.DagId, of.TaskId, context.CancellationToken);
            }

            await Task.Delay(Pause, context.Clock, context.CancellationToken);
            run = await RemoteLookup.RequireRunAsync(context, server, run.DagId, run.DagRunId);
        }
    }

    private void RequireTry(DagRunResponse run, TaskInstanceResponse task, long tryNumber)
    {
        if (task.TryNumber < 1)
        {
            throw new AirflowException("log_not_found", $"{Key(run)} has not run yet (state {task.State ?? "None"}); -f waits for it.");
        }

        if (tryNumber > task.TryNumber)
        {
            throw new AirflowException("log_not_found", $"{Key(run)} has no try {tryNumber}; its last one is {task.TryNumber}.");
        }
    }

    /// <summary>Prints the lines after those that were; returns how many there are now.</summary>
    private async Task<int> PrintAsync(DagRunResponse run, long tryNumber, int printed)
    {
        var query = new GetLogQuery { FullContent = true, MapIndex = of.MapIndex };
        var log = await server.TaskInstance.GetLogAsync(run.DagId, run.DagRunId, of.TaskId, tryNumber, query, context.CancellationToken);

        // what the server says of the log itself is no line of the task
        var lines = log.Content.Where(static line => line is not JsonObject told || !$"{told["event"]}".StartsWith("::", StringComparison.Ordinal)).ToList();
        foreach (var line in lines.Skip(printed))
        {
            LogLine.Write(context.Out, line is JsonValue ? $"{line}" : line?.ToJsonString() ?? "");
        }

        await context.Out.FlushAsync(context.CancellationToken);
        return lines.Count;
    }

    private TaskInstanceKey Key(DagRunResponse run) => new(run.DagId, run.DagRunId, of.TaskId, of.MapIndex);

    private static bool HasEnded(TaskInstanceResponse task, long tryNumber) =>
        task.TryNumber > tryNumber || task.State is "success" or "failed" or "skipped" or "upstream_failed" or "removed" or "up_for_retry";
}
