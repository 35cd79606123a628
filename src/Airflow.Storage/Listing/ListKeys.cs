using System.Globalization;
using Airflow.Engine;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Listing;

/// <summary>The values of an item's keys as a cursor holds them.</summary>
internal static class ListKeys
{
    public static string? Write(SqlRow row, int column, ListedKind kind) => row.IsNull(column) ? null : kind switch
    {
        ListedKind.Number => row.Long(column).ToString(CultureInfo.InvariantCulture),
        ListedKind.Real => row.Double(column).ToString("R", CultureInfo.InvariantCulture),
        ListedKind.Time => row.Time(column).ToString("O", CultureInfo.InvariantCulture),
        ListedKind.Flag => row.Flag(column) ? "1" : "0",
        ListedKind.Id => row.Guid(column).ToString(),
        _ => row.Text(column),
    };

    /// <exception cref="AirflowException">list_cursor_invalid: the text is none that <see cref="Write"/> wrote.</exception>
    public static object Read(ListedKind kind, string text)
    {
        try
        {
            return kind switch
            {
                ListedKind.Number => long.Parse(text, CultureInfo.InvariantCulture),
                ListedKind.Real => double.Parse(text, CultureInfo.InvariantCulture),
                ListedKind.Time => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
                ListedKind.Flag => text == "1",
                ListedKind.Id => Guid.Parse(text),
                _ => text,
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw Invalid(exception);
        }
    }

    public static AirflowException Invalid(Exception? cause = null) => new(
        "list_cursor_invalid", "The cursor belongs to no page of this list; begin anew without one.", cause);
}
