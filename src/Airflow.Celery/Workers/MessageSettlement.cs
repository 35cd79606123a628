using System.Threading.Channels;
using Airflow.Celery.Brokers;
using Microsoft.Extensions.Logging;

namespace Airflow.Celery.Workers;

/// <summary>
/// Tells the broker what became of messages, without any try waiting for it. A broker that is away is told when it is back; what it is never
/// told comes again and is refused by the database.
/// </summary>
internal sealed partial class MessageSettlement : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);
    private readonly Channel<Func<Task>> waiting = Channel.CreateUnbounded<Func<Task>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource ending = new();
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Task working;

    public MessageSettlement(TimeProvider clock, ILogger logger)
    {
        this.clock = clock;
        this.logger = logger;
        working = SettleAllAsync();
    }

    /// <summary>There are never more of them than messages that were taken.</summary>
    public void Settle(Func<Task> settle) => waiting.Writer.TryWrite(settle);

    /// <summary>Waits until what was asked for so far is done.</summary>
    /// <param name="longest">No longer than this; null: a short while.</param>
    public async Task FlushAsync(TimeSpan? longest = null)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (waiting.Writer.TryWrite(() =>
        {
            done.TrySetResult();
            return Task.CompletedTask;
        }))
        {
            await done.Task.WaitAsync(longest ?? TimeSpan.FromSeconds(1), clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await ending.CancelAsync();
        await working;
        ending.Dispose();
    }

    private async Task SettleAllAsync()
    {
        await foreach (var settle in waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            await InsistAsync(settle);
        }
    }

    private async Task InsistAsync(Func<Task> settle)
    {
        while (true)
        {
            try
            {
                await settle();
                return;
            }
            catch (BrokerException exception)
            {
                Log.TryingAgain(logger, exception.Message);
                if (ending.IsCancellationRequested)
                {
                    return;
                }
            }

            await Task.Delay(RetryDelay, clock, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7211, LogLevel.Warning, "The broker could not be told what became of a message; trying again: {Reason}")]
        public static partial void TryingAgain(ILogger logger, string reason);
    }
}
