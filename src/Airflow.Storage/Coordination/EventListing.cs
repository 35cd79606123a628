using Airflow.Engine.Coordination;
using Airflow.Storage.Listing;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Coordination;

/// <summary>The list of the audit log's entries.</summary>
internal static class EventListing
{
    public static readonly ListingShape<ListedEvent> Shape = new(
        """
        l.id, l.dttm, l.event, l.dag_id, l.task_id, l.run_id, l.map_index, l.try_number, l.logical_date, l.owner, l.extra,
        CASE WHEN d.dag_id IS NULL THEN NULL ELSE COALESCE(d.dag_display_name, d.dag_id) END,
        CASE WHEN t.task_id IS NULL THEN NULL ELSE COALESCE(t.task_display_name, t.task_id) END
        """,
        """
        log l
        LEFT JOIN dag d ON d.dag_id = l.dag_id
        LEFT JOIN task_instance t ON t.dag_id = l.dag_id AND t.run_id = l.run_id AND t.task_id = l.task_id AND t.map_index = COALESCE(l.map_index, -1)
        """,
        Read)
    {
        Columns = 13,
        Key = ["id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["id"] = ListedField.Number("l.id"),
            ["event_log_id"] = ListedField.Number("l.id"),
            ["dttm"] = ListedField.Time("l.dttm", isNullable: true),
            ["when"] = ListedField.Time("l.dttm", isNullable: true),
            ["dag_id"] = ListedField.Text("l.dag_id", isNullable: true),
            ["task_id"] = ListedField.Text("l.task_id", isNullable: true),
            ["run_id"] = ListedField.Text("l.run_id", isNullable: true),
            ["event"] = ListedField.Text("l.event"),
            ["logical_date"] = ListedField.Time("l.logical_date", isNullable: true),
            ["owner"] = ListedField.Text("l.owner", isNullable: true),
            ["extra"] = ListedField.Text("l.extra", isNullable: true),
            ["map_index"] = ListedField.Number("l.map_index", isNullable: true) with { IsOrdered = false },
            ["try_number"] = ListedField.Number("l.try_number", isNullable: true) with { IsOrdered = false },
        },
    };

    private static ListedEvent Read(SqlRow row) => new(AuditLog.Read(row), row.TextOrNull(11), row.TextOrNull(12));
}
