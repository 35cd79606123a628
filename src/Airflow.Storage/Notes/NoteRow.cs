using Airflow.Engine.Notes;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Notes;

/// <summary>content, user_id, created_at, updated_at of both tables of notes.</summary>
internal static class NoteRow
{
    public static Note Read(SqlRow row) => new(row.TextOrNull(0) ?? "", row.TextOrNull(1), row.Time(2), row.Time(3));
}
