using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Airflow.Engine.Execution;
using Airflow.Storage.Servers;

namespace Airflow.Storage.Execution;

/// <summary>
/// State changes on a database server. Whatever waits when the writer is free goes into one transaction: a lone change commits at once
/// and a crowd shares the way to the server and the flush to its disk. Other processes have writers of their own.
/// </summary>
internal sealed class ServerStateWriter : IStateWriter, IAsyncDisposable
{
    private const int MostWaiting = 4096;
    private const int MostInOneCommit = 128;

    private readonly ServerStateGroup _group;
    private readonly TimeProvider _time;
    private readonly Channel<ServerStateOperation> _waiting = Channel.CreateBounded<ServerStateOperation>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly Lock _starting = new();
    private Task? _loop;

    public ServerStateWriter(ServerDatabase database, IServerStateLocks locks, TimeProvider time)
    {
        _group = new ServerStateGroup(database, locks);
        _time = time;
    }

    public async Task<StateResult> WriteAsync(StateChange change, CancellationToken cancellationToken)
    {
        if (change.IsEmpty && change.Fences.Count == 0)
        {
            return StateResult.Applied;
        }

        EnsureStarted();
        var operation = new ServerStateOperation(new StatePlan(change, _time.GetUtcNow()), cancellationToken);
        try
        {
            await _waiting.Writer.WriteAsync(operation, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(AirflowStores), "The database is closed.");
        }

        return await operation.Answer;
    }

    /// <summary>Writes what is waiting, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_loop is { } loop)
        {
            await loop;
        }

        await _group.DisposeAsync();
    }

    private void EnsureStarted()
    {
        if (_loop is null)
        {
            lock (_starting)
            {
                _loop ??= Task.Run(LoopAsync, CancellationToken.None);
            }
        }
    }

    private async Task LoopAsync()
    {
        var group = new List<ServerStateOperation>(MostInOneCommit);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < MostInOneCommit && _waiting.Reader.TryRead(out var operation))
            {
                if (operation.CancellationToken.IsCancellationRequested)
                {
                    operation.Complete(new OperationCanceledException(operation.CancellationToken));
                }
                else
                {
                    group.Add(operation);
                }
            }

            if (group.Count > 0)
            {
                var failure = await TryWriteAsync(group);
                foreach (var operation in group)
                {
                    operation.Complete(failure);
                }

                group.Clear();
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of the writer's loop: whatever went wrong is the answer of those who wait.")]
    private async Task<Exception?> TryWriteAsync(List<ServerStateOperation> group)
    {
        try
        {
            await _group.WriteAsync(group);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
