using Microsoft.Extensions.Logging;

namespace Airflow.Engine.Coordination;

/// <summary>Warns of queues on which tries wait and nobody listens: at once, and again when the number grew tenfold or a while has passed.</summary>
/// <param name="queues">Who listens where.</param>
/// <param name="clock">What time it is.</param>
/// <param name="logger">Where it warns.</param>
/// <param name="refresh">Has workers stored that do not tell of themselves, before it looks.</param>
public sealed partial class UnservedQueueWatch(
    WorkerQueues queues, TimeProvider clock, ILogger<UnservedQueueWatch> logger, Func<CancellationToken, Task>? refresh = null)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Reminder = TimeSpan.FromMinutes(1);
    private const int Growth = 10;
    private readonly Dictionary<string, (DateTimeOffset At, int Tasks)> told = new(StringComparer.Ordinal);

    /// <summary>Looks again and again until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await RunOnceAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Looks once; answers what it warned of.</summary>
    public async Task<IReadOnlyList<UnservedQueue>> RunOnceAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<UnservedQueue> unserved;
        try
        {
            await (refresh?.Invoke(cancellationToken) ?? Task.CompletedTask);
            unserved = await queues.ListUnservedAsync(cancellationToken);
        }
        catch (AirflowException exception) when (exception.IsTransient)
        {
            // the database is away: the scheduler says so
            return [];
        }

        var now = clock.GetUtcNow();
        foreach (var queue in told.Keys.Except(unserved.Select(one => one.Queue), StringComparer.Ordinal).ToList())
        {
            told.Remove(queue);
            Log.Served(logger, queue);
        }

        List<UnservedQueue> due =
            [.. unserved.Where(one => !told.TryGetValue(one.Queue, out var last) || now - last.At >= Reminder || one.Tasks >= last.Tasks * Growth)];
        foreach (var one in due)
        {
            told[one.Queue] = (now, one.Tasks);
            Log.Unserved(logger, one.Describe());
        }

        return due;
    }

    private static partial class Log
    {
        [LoggerMessage(1801, LogLevel.Warning, "{Reason}")]
        public static partial void Unserved(ILogger logger, string reason);

        [LoggerMessage(1802, LogLevel.Information, "Nothing waits in vain on `{Queue}` any more")]
        public static partial void Served(ILogger logger, string queue);
    }
}
