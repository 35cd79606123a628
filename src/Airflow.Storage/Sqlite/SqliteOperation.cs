using System.Diagnostics.CodeAnalysis;

namespace Airflow.Storage.Sqlite;

/// <summary>Something that waits for the writer: run inside a transaction that it may share, answered when that has ended.</summary>
internal abstract class SqliteOperation(CancellationToken cancellationToken)
{
    private Exception? _failure;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Runs; false when nothing of it may stay in the transaction.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The edge of one operation: its error is its own answer, not that of its group.")]
    public async Task<bool> TryRunAsync(SqliteSession session)
    {
        try
        {
            return await RunAsync(session);
        }
        catch (Exception exception)
        {
            _failure = exception;
            return false;
        }
    }

    /// <summary>Answers the caller; with an error when the transaction as a whole failed.</summary>
    public void Answer(Exception? groupFailure)
    {
        if ((_failure ?? groupFailure) is { } failure)
        {
            Fail(failure);
        }
        else
        {
            Succeed();
        }
    }

    /// <summary>Does the work; false undoes it, which is no error.</summary>
    protected abstract Task<bool> RunAsync(SqliteSession session);

    protected abstract void Succeed();

    protected abstract void Fail(Exception exception);
}
