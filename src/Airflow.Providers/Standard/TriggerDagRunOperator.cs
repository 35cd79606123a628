using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Airflow.Providers.Standard;

/// <summary>Starts a run of another DAG, and waits for its end if it is told to. The run's id is the XCom <c>trigger_run_id</c>.</summary>
/// <param name="taskId">Id, unique in its DAG.</param>
[Operator("airflow.providers.standard.operators.trigger_dagrun", UiColor = "#ffefeb")]
public sealed partial class TriggerDagRunOperator(string taskId) : Operator(taskId)
{
    /// <summary>The DAG.</summary>
    [TemplateField]
    public Template? TriggerDagId { get; init; }

    /// <summary>Id of the run.</summary>
    /// <value>Default: <c>manual__</c> and its logical date, or the time.</value>
    [TemplateField]
    public Template? TriggerRunId { get; init; }

    /// <summary>Logical date of the run, as ISO 8601 text.</summary>
    /// <value>Default: none.</value>
    [TemplateField]
    public Template? LogicalDate { get; init; }

    /// <summary>Configuration of the run, over its params; must be serialisable as JSON.</summary>
    /// <value>Default: none.</value>
    [TemplateField(Renderer = "py")]
    public IReadOnlyDictionary<string, object?>? Conf { get; init; }

    /// <summary>Whether a run of the same id is cleared and run again.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool ResetDagRun { get; init; }

    /// <summary>Whether the task waits until the run has ended.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool WaitForCompletion { get; init; }

    /// <summary>Time between two looks at a run that is waited for.</summary>
    /// <value>Default: 1 minute.</value>
    public TimeSpan PokeInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>States in which a run that is waited for has ended well.</summary>
    /// <value>Default: <c>success</c>.</value>
    public IReadOnlyList<string> AllowedStates { get; init; } = ["success"];

    /// <summary>States in which a run that is waited for fails the task.</summary>
    /// <value>Default: <c>failed</c>.</value>
    public IReadOnlyList<string> FailedStates { get; init; } = ["failed"];

    /// <summary>Whether the task is skipped, instead of failed, if there is a run of that id or logical date already.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool SkipWhenAlreadyExists { get; init; }

    /// <inheritdoc/>
    protected override async ValueTask<TaskOutcome> ExecuteAsync(TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var dagId = TriggerDagId?.Text ?? throw new TaskFailedException(retryable: false, $"Task '{context.TaskId}' has no TriggerDagId.");
        var options = new TriggerOptions { RunId = TriggerRunId?.Text, LogicalDate = Date(context), Conf = Conf, ResetDagRun = ResetDagRun };
        if (await context.Runs.TriggerAsync(dagId, options) is not { } runId)
        {
            var message = $"DAG '{dagId}' has a run '{options.RunId ?? LogicalDate?.Text}' already.";
            return SkipWhenAlreadyExists ? TaskOutcome.Skipped(message) : TaskOutcome.Failed(message);
        }

        Log.Triggered(context.Logger, dagId, runId);
        await context.XCom.PushAsync("trigger_run_id", runId);
        return WaitForCompletion ? await WaitAsync(dagId, runId, context) : TaskOutcome.Success();
    }

    private DateTimeOffset? Date(TaskContext context)
    {
        if (LogicalDate?.Text is not { Length: > 0 } text)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : throw new TaskFailedException(retryable: false, $"Task '{context.TaskId}': LogicalDate '{text}' is no date and time such as 2026-01-31T06:00:00+00:00.");
    }

    private async ValueTask<TaskOutcome> WaitAsync(string dagId, string runId, TaskContext context)
    {
        while (true)
        {
            await Task.Delay(PokeInterval, context.Time, context.CancellationToken);
            var state = await context.Runs.GetStateAsync(dagId, runId);
            if (state is null || FailedStates.Contains(state))
            {
                return TaskOutcome.Failed($"Run '{runId}' of DAG '{dagId}' ended as {state ?? "deleted"}.");
            }

            if (AllowedStates.Contains(state))
            {
                return TaskOutcome.Success();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5201, LogLevel.Information, "Triggered DAG {DagId}, run {RunId}")]
        public static partial void Triggered(ILogger logger, string dagId, string runId);
    }
}
