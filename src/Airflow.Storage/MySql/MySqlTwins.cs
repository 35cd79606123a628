using Airflow.Storage.Assets;
using Airflow.Storage.Callbacks;
using Airflow.Storage.Dags;
using Airflow.Storage.Execution;
using Airflow.Storage.HumanInput;
using Airflow.Storage.Messaging;
using Airflow.Storage.Results;
using Airflow.Storage.Runs;
using Airflow.Storage.Tasks;

namespace Airflow.Storage.MySql;

/// <summary>Statements that MySQL needs in another form than SQLite.</summary>
internal static class MySqlTwins
{
    private static readonly Dictionary<string, string> Twins = new(StringComparer.Ordinal)
    {
        [TaskSql.End] = TaskMySqlSql.End,
        [TaskSql.Settle] = TaskMySqlSql.Settle,
        [TaskSql.Mark] = TaskMySqlSql.Mark,
        [TaskSql.AddReschedule] = TaskMySqlSql.AddReschedule,
        [TaskInstanceSql.ListActive] = TaskInstanceSql.ListActive.Replace("ORDER BY rowid", "ORDER BY id", StringComparison.Ordinal),
        [TaskInstanceSql.ListByState] = TaskInstanceSql.ListByState.Replace("ORDER BY rowid", "ORDER BY id", StringComparison.Ordinal),
        [RunLeaseSql.ListWaitingDags] = RunLeaseMySqlSql.ListWaitingDags,
        [RunLeaseSql.Take] = RunLeaseMySqlSql.Take,
        [RunLeaseSql.ReleaseAll] = RunLeaseMySqlSql.ReleaseAll,
        [CallbackSql.Claim] = CallbackMySqlSql.Claim,
        [BundleSql.DeleteBlobs] = BundleMySqlSql.DeleteBlobs,
        [AssetUpdateSql.Activate] = AssetMySqlSql.Activate,
        [AssetUpdateSql.LinkEvent] = AssetMySqlSql.LinkEvent,
        [DagAssetSql.SaveAsset] = AssetMySqlSql.SaveAsset,
        [DagAssetSql.SaveAlias] = AssetMySqlSql.SaveAlias,
        [MessageSql.ListFree] = MessageServerSql.ListFree,
        [ResultSql.Save] = ResultMySqlSql.Save,
        [HumanInputSql.Ask] = HumanInputMySqlSql.Ask,
    };

    public static string Find(string sql) => Twins.GetValueOrDefault(sql, sql);
}
