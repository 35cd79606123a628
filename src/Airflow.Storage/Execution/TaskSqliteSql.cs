namespace Airflow.Storage.Execution;

/// <summary>Statements of task instances that only SQLite needs: what a server is told goes to it as one text, without a look in between.</summary>
internal static class TaskSqliteSql
{
    public const string Remove = """
        DELETE FROM task_instance WHERE id = @id RETURNING state, pool, pool_slots
        """;
}
