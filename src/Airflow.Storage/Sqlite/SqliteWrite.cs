using Airflow.Storage.Sql;

namespace Airflow.Storage.Sqlite;

/// <summary>A store's write, with its result.</summary>
internal sealed class SqliteWrite<T>(Func<ISqlSession, Task<T>> write, CancellationToken cancellationToken) : SqliteOperation(cancellationToken)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Result => _answer.Task;

    protected override async Task<bool> RunAsync(SqliteSession session)
    {
        _result = await write(session);
        return true;
    }

    protected override void Succeed() => _answer.TrySetResult(_result!);

    protected override void Fail(Exception exception) => _answer.TrySetException(exception);
}
