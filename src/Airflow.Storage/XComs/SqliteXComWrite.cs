using Airflow.Engine.XComs;
using Airflow.Storage.Sqlite;

namespace Airflow.Storage.XComs;

/// <summary>Stores a result with its mapped length, in the hot path of the grouped writer.</summary>
internal static class SqliteXComWrite
{
    public static void Run(SqliteSession session, XCom value, DateTimeOffset now)
    {
        var key = value.Key;
        session.Prepare(XComSql.Save)
            .Text(key.TaskId)
            .Long(key.MapIndex)
            .Text(key.Key)
            .Text(value.Value)
            .Time(now)
            .Text(key.DagId)
            .Text(key.RunId)
            .Run();
        if (value.MappedLength is { } length)
        {
            session.Prepare(XComSql.SaveLength)
                .Text(key.DagId)
                .Text(key.TaskId)
                .Text(key.RunId)
                .Long(key.MapIndex)
                .Long(length)
                .Text(value.MappedKeys)
                .Run();
        }
    }
}
