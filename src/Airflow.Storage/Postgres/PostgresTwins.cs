using Airflow.Storage.Assets;
using Airflow.Storage.Dags;
using Airflow.Storage.Execution;
using Airflow.Storage.Messaging;
using Airflow.Storage.Results;
using Airflow.Storage.Runs;
using Airflow.Storage.Tasks;

namespace Airflow.Storage.Postgres;

/// <summary>Statements that PostgreSQL needs in another form than SQLite.</summary>
internal static class PostgresTwins
{
    private static readonly Dictionary<string, string> Twins = new(StringComparer.Ordinal)
    {
        [TaskSql.End] = TaskPostgresSql.End,
        [TaskSql.Settle] = TaskPostgresSql.Settle,
        [TaskSql.Mark] = TaskPostgresSql.Mark,
        [TaskSql.AddReschedule] = TaskPostgresSql.AddReschedule,
        [TaskInstanceSql.ListActive] = TaskInstanceSql.ListActive.Replace("ORDER BY rowid", "ORDER BY id", StringComparison.Ordinal),
        [TaskInstanceSql.ListByState] = TaskInstanceSql.ListByState.Replace("ORDER BY rowid", "ORDER BY id", StringComparison.Ordinal),
        [RunLeaseSql.ReleaseAll] = RunLeasePostgresSql.ReleaseAll,
        [MessageSql.ListFree] = MessageServerSql.ListFree,
        [ResultSql.Save] = ResultPostgresSql.Save,
        [BundleSql.DeleteBlobs] = BundlePostgresSql.DeleteBlobs,
        [AssetUpdateSql.LinkEvent] = AssetUpdatePostgresSql.LinkEvent,
    };

    public static string Find(string sql) => Twins.GetValueOrDefault(sql, sql);
}
