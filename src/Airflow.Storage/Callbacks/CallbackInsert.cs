using System.Text.Json;
using Airflow.Engine.Callbacks;
using Airflow.Storage.Sqlite;

namespace Airflow.Storage.Callbacks;

/// <summary>Writes events into the outbox, as part of the change that they tell of.</summary>
internal static class CallbackInsert
{
    public static void Run(SqliteSession session, IReadOnlyList<CallbackEvent> events)
    {
        foreach (var item in events)
        {
            session.Prepare(CallbackSql.Insert)
                .Id(item.Id)
                .Text(JsonSerializer.Serialize(item, StorageJson.Default.CallbackEvent))
                .Text(item.BundleName)
                .Time(item.CreatedAt)
                .Text(item.Key)
                .Text(item.DagId)
                .Text(item.RunId)
                .Run();
        }
    }
}
