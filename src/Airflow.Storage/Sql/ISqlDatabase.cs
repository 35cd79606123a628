namespace Airflow.Storage.Sql;

/// <summary>A database as the stores use it: any number of readers, and writes that are atomic and durable when they complete.</summary>
internal interface ISqlDatabase
{
    /// <summary>Runs on a connection of its own; never waits for a writer.</summary>
    Task<T> ReadAsync<T>(Func<ISqlSession, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>Runs in a transaction, perhaps together with other writes; undone when it throws. Must not await anything but the session.</summary>
    Task<T> WriteAsync<T>(Func<ISqlSession, Task<T>> write, CancellationToken cancellationToken);

    /// <summary>The same database on connections kept for what must not wait behind others: heartbeats and leases.</summary>
    ISqlDatabase Reserved => this;
}
