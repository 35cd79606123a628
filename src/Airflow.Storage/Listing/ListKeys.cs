using System.Globalization;
using Airflow.Engine;
using Airflow.Engine.Listing;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Listing;

/// <summary>The values of an item's keys as a cursor holds them.</summary>
internal static class ListKeys
{
    public static object? Write(SqlRow row, int column, ListedKind kind) => row.IsNull(column) ? null : kind switch
    {
        ListedKind.Number => row.Long(column),
        ListedKind.Real => row.Double(column),
        ListedKind.Time => row.Time(column),
        ListedKind.Flag => row.Flag(column),
        ListedKind.Id => row.Guid(column).ToString(),
        _ => row.Text(column),
    };

    /// <exception cref="AirflowException">list_cursor_invalid: the field never has such a value.</exception>
    public static object Read(ListedKind kind, object key) => (kind, key) switch
    {
        (ListedKind.Number, long) or (ListedKind.Real, double) or (ListedKind.Time, DateTimeOffset) or (ListedKind.Flag, bool) => key,
        (ListedKind.Real, long number) => (double)number,
        (ListedKind.Time, string text) when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        (ListedKind.Id, string text) when Guid.TryParse(text, out var id) => id,
        (ListedKind.Text, string text) when !text.Contains('\0', StringComparison.Ordinal) => text,
        _ => throw ListCursor.Invalid("Invalid cursor token"),
    };
}
