using System.Threading.Channels;
using Airflow.Engine;
using Airflow.Engine.Results;
using Microsoft.Extensions.Logging;

namespace Airflow.Celery.Workers;

/// <summary>
/// Stores what became of messages, off the way of tries: the newest word about each, many at once. While the place is away it keeps them, so
/// many at most; nothing of ours needs them.
/// </summary>
internal sealed partial class ResultWriter : IAsyncDisposable
{
    private const int MostWaiting = 10_000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);

    private readonly IResultBackend? backend;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Lock gate = new();
    private readonly Channel<bool> signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource ending = new();
    private readonly Task writing;
    private Dictionary<string, MessageResult> waiting = new(StringComparer.Ordinal);

    public ResultWriter(IResultBackend? backend, TimeProvider clock, ILogger logger)
    {
        this.backend = backend;
        this.clock = clock;
        this.logger = logger;
        writing = backend is null ? Task.CompletedTask : WriteAllAsync(backend);
    }

    public void Tell(MessageResult result)
    {
        if (backend is null)
        {
            return;
        }

        lock (gate)
        {
            if (waiting.Count < MostWaiting || waiting.ContainsKey(result.TaskId))
            {
                waiting[result.TaskId] = result;
            }
        }

        signal.Writer.TryWrite(true);
    }

    /// <summary>Stores what waits, unless that takes long.</summary>
    public async ValueTask DisposeAsync()
    {
        signal.Writer.TryComplete();
        ending.CancelAfter(LastPatience);
        await writing;
        ending.Dispose();
    }

    private async Task WriteAllAsync(IResultBackend store)
    {
        while (await signal.Reader.WaitToReadAsync(CancellationToken.None))
        {
            signal.Reader.TryRead(out _);
            await WriteWaitingAsync(store);
        }

        await WriteWaitingAsync(store);
    }

    private async Task WriteWaitingAsync(IResultBackend store)
    {
        while (Take() is { Count: > 0 } results)
        {
            try
            {
                await store.StoreAsync([.. results.Values], ending.Token);
            }
            catch (AirflowException exception) when (exception.IsTransient && !ending.IsCancellationRequested)
            {
                Log.TryingAgain(logger, exception.Message);
                PutBack(results);
                await Task.Delay(RetryDelay, clock, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception exception) when (exception is AirflowException or OperationCanceledException)
            {
                Log.Lost(logger, results.Count, exception.Message);
            }
        }
    }

    private Dictionary<string, MessageResult> Take()
    {
        lock (gate)
        {
            var taken = waiting;
            waiting = new Dictionary<string, MessageResult>(StringComparer.Ordinal);
            return taken;
        }
    }

    // what was told meanwhile is newer
    private void PutBack(Dictionary<string, MessageResult> results)
    {
        lock (gate)
        {
            foreach (var (id, result) in results)
            {
                waiting.TryAdd(id, result);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7221, LogLevel.Warning, "The result backend does not take results; trying again: {Reason}")]
        public static partial void TryingAgain(ILogger logger, string reason);

        [LoggerMessage(7222, LogLevel.Error, "{Count} results could not be stored in the result backend: {Reason}")]
        public static partial void Lost(ILogger logger, int count, string reason);
    }
}
