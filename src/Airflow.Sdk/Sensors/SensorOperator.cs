using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Airflow;

/// <summary>Waits until something outside has happened. Derive from it and override <see cref="PokeAsync"/>.</summary>
public abstract partial class SensorOperator : Operator
{
    internal static readonly TimeSpan DefaultPokeInterval = TimeSpan.FromMinutes(1);
    internal static readonly TimeSpan DefaultTimeout = TimeSpan.FromDays(7);

    /// <summary>Names the task.</summary>
    /// <param name="taskId">Id, unique in its DAG.</param>
    protected SensorOperator(string taskId)
        : base(taskId)
    {
    }

    /// <summary>Time between two looks.</summary>
    /// <value>Default: 1 minute.</value>
    public TimeSpan PokeInterval { get; init; } = DefaultPokeInterval;

    /// <summary>How long to wait in all, over all reschedules of one try; then the sensor fails, and is not retried.</summary>
    /// <value>Default: 7 days.</value>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>What the sensor does between two looks.</summary>
    /// <value>Default: <see cref="SensorMode.Poke"/>.</value>
    public SensorMode Mode { get; init; }

    /// <summary>Whether the sensor is skipped instead of failed when its time is up.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool SoftFail { get; init; }

    /// <summary>Whether an exception of a look is logged and the sensor looks again.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool SilentFail { get; init; }

    /// <summary>Whether the sensor is skipped instead of failed, whatever happens.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool NeverFail { get; init; }

    /// <summary>Whether the time between two looks grows.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool ExponentialBackoff { get; init; }

    /// <summary>Upper bound of a time between two looks that grows.</summary>
    /// <value>Default: none.</value>
    public TimeSpan? MaxWait { get; init; }

    /// <summary>Looks once.</summary>
    /// <param name="context">The try.</param>
    /// <returns>What it saw.</returns>
    protected internal abstract ValueTask<PokeResult> PokeAsync(TaskContext context);

    /// <inheritdoc/>
    protected internal sealed override async ValueTask<TaskOutcome> ExecuteAsync(TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var start = await FirstStartAsync(context);
        var count = Mode == SensorMode.Reschedule ? context.Details.RescheduleCount : 0;
        while (true)
        {
            count++;
            if (await LookAsync(context) is { } outcome)
            {
                return outcome;
            }

            var waited = context.Time.GetUtcNow() - start;
            if (waited > Timeout)
            {
                return Ended($"Nothing came within {Timeout}: waited {waited}.");
            }

            var wait = NextWait(context, start, count);
            if (Mode == SensorMode.Reschedule)
            {
                return TaskOutcome.Rescheduled(context.Time.GetUtcNow() + wait);
            }

            await Task.Delay(wait, context.Time, context.CancellationToken);
        }
    }

    private async ValueTask<TaskOutcome?> LookAsync(TaskContext context)
    {
        try
        {
            var seen = await PokeAsync(context);
            return seen.IsDone ? TaskOutcome.Success(seen.Value) : null;
        }
        catch (TaskFailedException exception) when (!exception.Retryable)
        {
            return SoftFail || NeverFail ? TaskOutcome.Skipped(exception.Message) : OutcomeOf(exception);
        }
        catch (Exception exception) when (exception is not TaskSkippedException and not TaskRescheduleException and not OperationCanceledException
            && (SilentFail || NeverFail))
        {
            if (!SilentFail)
            {
                return TaskOutcome.Skipped(exception.Message);
            }

            Log.LookFailed(context.Logger, exception);
            return null;
        }
    }

    private static TaskFailed OutcomeOf(TaskFailedException exception) =>
        new(exception.Message, exception) { Retryable = exception.Retryable, RetryDelay = exception.RetryDelay };

    /// <summary>Time-outs count over all reschedules of one try, so its first start is asked for.</summary>
    private async ValueTask<DateTimeOffset> FirstStartAsync(TaskContext context)
    {
        if (Mode == SensorMode.Poke || context.Details.RescheduleCount == 0)
        {
            return context.Time.GetUtcNow();
        }

        return await context.Backend.GetTaskRescheduleStartDateAsync(context.TryNumber, context.CancellationToken) ?? context.StartDate;
    }

    private TaskOutcome Ended(string reason) => SoftFail || NeverFail ? TaskOutcome.Skipped(reason) : TaskOutcome.Failed(reason, retryable: false);

    /// <summary>Grows by doubling, spread by a hash of the try so that many sensors do not look at the same moment.</summary>
    private TimeSpan NextWait(TaskContext context, DateTimeOffset start, int count)
    {
        if (!ExponentialBackoff)
        {
            return PokeInterval;
        }

        var least = Math.Max(Math.Floor(Math.Min(PokeInterval.TotalSeconds * Math.Pow(2, count - 2), TimeSpan.FromDays(1).TotalSeconds)), 1);
        var name = string.Create(CultureInfo.InvariantCulture, $"{context.DagId}#{context.TaskId}#{start:O}#{count}");
#pragma warning disable CA5350, S4790 // spreads sensors over time, protects nothing
        var spread = BinaryPrimitives.ReadUInt64BigEndian(SHA1.HashData(Encoding.UTF8.GetBytes(name)));
#pragma warning restore CA5350, S4790
        var wait = TimeSpan.FromSeconds(least + (spread % least));
        return MaxWait is { } bound && wait > bound ? bound : wait;
    }

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Error, "A look failed; looking again later")]
        public static partial void LookFailed(ILogger logger, Exception exception);
    }
}
