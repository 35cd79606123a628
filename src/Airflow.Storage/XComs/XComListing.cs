using Airflow.Engine.XComs;
using Airflow.Storage.Listing;
using Airflow.Storage.Sql;

namespace Airflow.Storage.XComs;

/// <summary>The list of XComs, without their values.</summary>
internal static class XComListing
{
    private const string Select = "x.dag_id, x.run_id, x.task_id, x.map_index, x.key, x.timestamp, r.logical_date, r.run_after, d.dag_display_name, t.task_display_name";

    private const string From = """
        xcom x
        JOIN dag_run r ON r.id = x.dag_run_id
        LEFT JOIN dag d ON d.dag_id = x.dag_id
        LEFT JOIN task_instance t ON t.dag_id = x.dag_id AND t.run_id = x.run_id AND t.task_id = x.task_id AND t.map_index = x.map_index
        """;

    public static readonly ListingShape<ListedXCom> Shape = new(Select, From, Read)
    {
        Columns = 10,
        Key = ["dag_run_id", "task_id", "map_index", "key"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["dag_run_id"] = ListedField.Number("x.dag_run_id") with { IsOrdered = false },
            ["dag_id"] = ListedField.Text("x.dag_id"),
            ["run_id"] = ListedField.Text("x.run_id"),
            ["task_id"] = ListedField.Text("x.task_id"),
            ["map_index"] = ListedField.Number("x.map_index"),
            ["key"] = ListedField.Text("x.key"),
            ["timestamp"] = ListedField.Time("x.timestamp"),
            ["logical_date"] = ListedField.Time("r.logical_date", isNullable: true) with { IsOrdered = false },
            ["run_after"] = ListedField.Time("r.run_after"),
            ["dag_display_name"] = ListedField.Text("COALESCE(d.dag_display_name, x.dag_id)") with { IsOrdered = false },
        },
    };

    private static ListedXCom Read(SqlRow row) => new()
    {
        Key = new XComKey(row.Text(0), row.Text(1), row.Text(2), row.Text(4), row.Int(3)),
        Timestamp = row.Time(5),
        LogicalDate = row.TimeOrNull(6),
        RunAfter = row.Time(7),
        DagDisplayName = row.TextOrNull(8),
        TaskDisplayName = row.TextOrNull(9),
    };
}
