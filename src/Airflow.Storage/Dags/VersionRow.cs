using Airflow.Engine.Dags;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Dags;

/// <summary>id, version_number, bundle_name, bundle_version and created_at of a version that is read along with what runs it.</summary>
internal static class VersionRow
{
    public static DagVersionRecord? Read(SqlRow row, int column, string dagId) => row.GuidOrNull(column) is { } id
        ? new DagVersionRecord(id, dagId, row.Int(column + 1), row.TextOrNull(column + 2) ?? "", row.TextOrNull(column + 3), row.Time(column + 4))
        : null;
}
