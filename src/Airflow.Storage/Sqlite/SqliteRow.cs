using System.Buffers.Text;
using System.Text;
using Airflow.Storage.Sql;
using SQLitePCL;

namespace Airflow.Storage.Sqlite;

/// <summary>The row at which a prepared statement stands.</summary>
internal sealed class SqliteRow(sqlite3_stmt statement) : SqlRow
{
    public override bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public override string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    public override long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public override double Double(int column) => raw.sqlite3_column_double(statement, column);

    public override Guid Guid(int column)
    {
        var text = Utf8(column);
        return Utf8Parser.TryParse(text, out Guid id, out var length) && length == text.Length ? id : System.Guid.Parse(Encoding.UTF8.GetString(text));
    }

    public override DateTimeOffset Time(int column) => SqliteTime.Parse(Utf8(column));

    public override byte[] Bytes(int column) => Utf8(column).ToArray();

    // of a TEXT value this is its UTF-8, as it lies in the page
    private ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(statement, column);
}
