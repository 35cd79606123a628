using Microsoft.Extensions.Logging;

namespace Airflow.Providers.Standard;

/// <summary>Asks people whether to go on. When they reject, the tasks directly after it are skipped.</summary>
/// <param name="taskId">Id, unique in its DAG.</param>
[Operator("airflow.providers.standard.operators.hitl")]
public sealed partial class ApprovalOperator(string taskId) : HITLOperator(taskId), ISkipsDownstream
{
    private const string Approve = "Approve";
    private const string Reject = "Reject";

    /// <summary>Whether all tasks after it are skipped when it is rejected, whatever their trigger rule.</summary>
    /// <value>Default: <see langword="false"/>: only those directly after it.</value>
    public bool IgnoreDownstreamTriggerRules { get; init; }

    /// <summary>Whether the task fails when it is rejected, instead of skipping what comes after it.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool FailOnReject { get; init; }

    private protected override IReadOnlyList<string> AllOptions => [Approve, Reject];

    /// <inheritdoc/>
    protected override async ValueTask<TaskOutcome> GoOnAsync(HumanResponse answer, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(context);
        if (answer.ChosenOptions is [Approve])
        {
            Log.Approved(context.Logger, answer.RespondedBy?.Name);
            return Result(answer);
        }

        if (FailOnReject)
        {
            return TaskOutcome.Failed($"Rejected by {answer.RespondedBy?.Name ?? "default"}.", retryable: false);
        }

        Log.Rejected(context.Logger, answer.RespondedBy?.Name);
        await context.SkipDownstreamAsync(IgnoreDownstreamTriggerRules);
        return Result(answer);
    }

    private static partial class Log
    {
        [LoggerMessage(5221, LogLevel.Information, "Approved by {User}")]
        public static partial void Approved(ILogger logger, string? user);

        [LoggerMessage(5222, LogLevel.Information, "Rejected by {User}; what follows is skipped")]
        public static partial void Rejected(ILogger logger, string? user);
    }
}
