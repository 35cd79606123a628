using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Airflow.Engine;
using Airflow.Engine.Coordination;

namespace Airflow.Storage.Sqlite;

/// <summary>
/// The only connection of this process that writes. Whatever waits when it is free goes into one transaction, so that a lone operation
/// commits at once and a crowd shares the flush to disk; a savepoint around each keeps a refused or failed one from touching the others.
/// The loop runs on the thread pool: the thread that asked usually goes on as the writer, which spares two thread switches a commit.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MostWaiting = 4096;
    private const int MostInOneCommit = 256;

    private readonly string _path;
    private readonly SqliteBackoff _backoff;
    private readonly Channel<SqliteOperation> _waiting = Channel.CreateBounded<SqliteOperation>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly List<SqliteOperation> _group = new(MostInOneCommit);
    private readonly Lock _starting = new();
    private Meter? _meter;
    private Histogram<int>? _groups;
    private Task? _loop;
    private readonly SqliteTurn _turn;
    private SqliteSession? _session;

    public SqliteWriter(string path, SqliteBackoff backoff, SqliteTurn turn)
    {
        _path = path;
        _backoff = backoff;
        _turn = turn;
    }

    /// <summary>Puts the operation into the queue; a full queue makes the caller wait.</summary>
    public async ValueTask EnqueueAsync(SqliteOperation operation, CancellationToken cancellationToken)
    {
        EnsureStarted();
        while (!_waiting.Writer.TryWrite(operation))
        {
            if (!await _waiting.Writer.WaitToWriteAsync(cancellationToken))
            {
                throw new ObjectDisposedException(nameof(AirflowStores), $"The database '{_path}' is closed.");
            }
        }
    }

    /// <summary>Writes what is waiting, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_loop is { } loop)
        {
            await loop;
        }

        _session?.Dispose();
        _turn.Dispose();
        _meter?.Dispose();
    }

    private void EnsureStarted()
    {
        if (_loop is null)
        {
            lock (_starting)
            {
                if (_loop is null)
                {
                    _meter = new Meter("Airflow.Storage");
                    _meter.CreateObservableGauge("airflow.storage.writer.waiting", () => _waiting.Reader.Count, "{operation}", "Writes that wait for the writer");
                    _groups = _meter.CreateHistogram<int>("airflow.storage.writer.group", "{operation}", "Writes that shared one commit");
                    _loop = Task.Run(LoopAsync, CancellationToken.None);
                }
            }
        }
    }

    private async Task LoopAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (_group.Count < MostInOneCommit && _waiting.Reader.TryRead(out var operation))
            {
                if (operation.CancellationToken.IsCancellationRequested)
                {
                    operation.Answer(new OperationCanceledException(operation.CancellationToken));
                }
                else
                {
                    _group.Add(operation);
                }
            }

            if (_group.Count > 0)
            {
                _groups?.Record(_group.Count);
                var failure = await TryCommitGroupAsync();
                foreach (var operation in _group)
                {
                    operation.Answer(failure);
                }

                _group.Clear();
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of the writer's loop: whatever went wrong is the answer of those who wait.")]
    private async Task<Exception?> TryCommitGroupAsync()
    {
        try
        {
            _session ??= await _backoff.RunAsync(() => SqliteSession.OpenWriter(_path, create: false), CancellationToken.None);
            await BeginAsync(_session);
            await RunGroupAsync(_session);
            if (_session.InTransaction)
            {
                CrashPoints.Hit("writer-before-commit");
                _session.Prepare(SqliteWriterSql.Commit).Run();
                CrashPoints.Hit("writer-after-commit");
            }

            return null;
        }
        catch (Exception exception)
        {
            if (_session is { InTransaction: true })
            {
                _session.TryRun(SqliteWriterSql.Rollback);
            }

            return exception;
        }
    }

    private async Task BeginAsync(SqliteSession session)
    {
        await _turn.YieldAsync(CancellationToken.None);
        if (session.TryRun(SqliteWriterSql.Begin))
        {
            return;
        }

        try
        {
            await _backoff.RunAsync(
                () =>
                {
                    _turn.TryTake();
                    return session.Prepare(SqliteWriterSql.Begin).Run();
                },
                CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task RunGroupAsync(SqliteSession session)
    {
        if (_group.Count == 1)
        {
            if (!await _group[0].TryRunAsync(session) && session.InTransaction)
            {
                session.Prepare(SqliteWriterSql.Rollback).Run();
            }

            return;
        }

        foreach (var operation in _group)
        {
            session.Prepare(SqliteWriterSql.Savepoint).Run();
            var keep = await operation.TryRunAsync(session);
            if (!session.InTransaction)
            {
                // a full disk or a broken file ended the transaction: nothing of the group is in it any more
                throw new AirflowException("database_io", $"The transaction on '{_path}' was undone because another write in it failed.") { IsTransient = true };
            }

            if (!keep)
            {
                session.Prepare(SqliteWriterSql.RollbackTo).Run();
            }

            session.Prepare(SqliteWriterSql.Release).Run();
        }
    }
}
