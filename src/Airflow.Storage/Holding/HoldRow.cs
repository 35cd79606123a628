using Airflow.Engine.Holding;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Holding;

/// <summary>held_at, held_by, hold_reason of runs and task instances.</summary>
internal static class HoldRow
{
    public static Hold? Read(SqlRow row, int column) =>
        row.TimeOrNull(column) is { } at ? new Hold(at, row.TextOrNull(column + 1), row.TextOrNull(column + 2)) : null;
}
