using System.Data.Common;

namespace Airflow.Storage.Servers;

/// <summary>Tells afterwards whether a transaction was committed, for when the server's answer was lost.</summary>
internal interface IServerCommits
{
    /// <summary>A mark of the open transaction, asked for when all of it was done but the commit; null when it changed nothing.</summary>
    Task<string?> MarkAsync(ServerSession session);

    /// <summary>Whether the transaction of that mark was committed; null when it is not over yet.</summary>
    Task<bool?> IsCommittedAsync(DbConnection connection, string mark, CancellationToken cancellationToken);
}
