namespace Airflow.Storage.XComs;

/// <summary>Statements of results and of the lengths that mapped tasks expand over.</summary>
internal static class XComSql
{
    public const string Save = """
        INSERT INTO xcom (dag_run_id, task_id, map_index, key, dag_id, run_id, value, timestamp)
        SELECT id, @task_id, @map_index, @key, dag_id, run_id, @value, @at
        FROM dag_run
        WHERE dag_id = @dag_id AND run_id = @run_id
        ON CONFLICT (dag_run_id, task_id, map_index, key) DO UPDATE SET value = excluded.value, timestamp = excluded.timestamp
        """;

    public const string SaveLength = """
        INSERT INTO task_map (dag_id, task_id, run_id, map_index, length, keys)
        VALUES (@dag_id, @task_id, @run_id, @map_index, @length, @keys)
        ON CONFLICT (dag_id, task_id, run_id, map_index) DO UPDATE SET length = excluded.length, keys = excluded.keys
        """;

    public const string Find = """
        SELECT dag_id, run_id, task_id, key, map_index, value
        FROM xcom
        WHERE dag_id = @dag_id AND run_id = @run_id AND task_id = @task_id AND map_index = @map_index AND key = @key
        """;

    public const string FindStamp = """
        SELECT timestamp
        FROM xcom
        WHERE dag_id = @dag_id AND run_id = @run_id AND task_id = @task_id AND map_index = @map_index AND key = @key
        """;

    /// <summary>Of this run and of the runs before it by logical date (run_after where there is none), the newest.</summary>
    public const string FindWithPriorDates = """
        SELECT x.dag_id, x.run_id, x.task_id, x.key, x.map_index, x.value
        FROM dag_run this
        JOIN dag_run r ON r.dag_id = this.dag_id AND COALESCE(r.logical_date, r.run_after) <= COALESCE(this.logical_date, this.run_after)
        JOIN xcom x ON x.dag_run_id = r.id AND x.task_id = @task_id AND x.map_index = @map_index AND x.key = @key
        WHERE this.dag_id = @dag_id AND this.run_id = @run_id
        ORDER BY COALESCE(r.logical_date, r.run_after) DESC, x.timestamp DESC
        LIMIT 1
        """;

    public const string List = """
        SELECT dag_id, run_id, task_id, key, map_index, value
        FROM xcom
        WHERE dag_id = @dag_id AND run_id = @run_id AND task_id = @task_id AND key = @key
        ORDER BY map_index
        """;

    public const string Count = """
        SELECT COUNT(*)
        FROM xcom
        WHERE dag_id = @dag_id AND run_id = @run_id AND task_id = @task_id AND key = @key
        """;

    public const string FindAt = List + " LIMIT 1 OFFSET @offset";

    public const string FindFromEnd = List + " DESC LIMIT 1 OFFSET @offset";

    public const string ListKeys = """
        SELECT dag_id, run_id, task_id, key, map_index
        FROM xcom
        WHERE dag_run_id = (SELECT id FROM dag_run WHERE dag_id = @dag_id AND run_id = @run_id)
          AND (task_id = @task_id OR @task_id IS NULL)
        ORDER BY task_id, map_index, key
        """;

    public const string Delete = """
        DELETE FROM xcom
        WHERE dag_id = @dag_id AND run_id = @run_id AND task_id = @task_id AND map_index = @map_index AND key = @key
        """;

    public const string Clear = """
        DELETE FROM xcom WHERE dag_id = @dag_id AND run_id = @run_id AND task_id = @task_id AND map_index = @map_index
        """;

    public const string DeleteLength = """
        DELETE FROM task_map WHERE dag_id = @dag_id AND run_id = @run_id AND task_id = @task_id AND map_index = @map_index
        """;

    /// <summary>Of single results their elements, of mapped tasks the instances that left a result; a cleared one has left none yet.</summary>
    public const string ListLengths = """
        SELECT task_id, map_index, length, keys
        FROM task_map
        WHERE dag_id = @dag_id AND run_id = @run_id AND map_index < 0
        UNION ALL
        SELECT x.task_id, 0, COUNT(*), NULL
        FROM xcom x
        JOIN task_instance ti ON ti.dag_id = x.dag_id AND ti.task_id = x.task_id AND ti.run_id = x.run_id AND ti.map_index = x.map_index AND ti.state = 'success'
        WHERE x.dag_run_id = (SELECT id FROM dag_run WHERE dag_id = @dag_id AND run_id = @run_id) AND x.key = 'return_value' AND x.map_index >= 0
        GROUP BY x.task_id
        ORDER BY task_id
        """;
}
