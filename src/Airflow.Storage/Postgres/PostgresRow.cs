using System.Data.Common;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Postgres;

/// <summary>The row at which a reader stands.</summary>
internal sealed class PostgresRow(DbDataReader reader) : SqlRow
{
    public override bool IsNull(int column) => reader.IsDBNull(column);

    public override string Text(int column) => reader.GetValue(column) switch
    {
        string text => text,
        DateTime => Format(Time(column)),
        var other => Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };

    public override long Long(int column) => reader.GetValue(column) switch
    {
        int number => number,
        long number => number,
        bool flag => flag ? 1 : 0,
        var other => Convert.ToInt64(other, System.Globalization.CultureInfo.InvariantCulture),
    };

    public override double Double(int column) => Convert.ToDouble(reader.GetValue(column), System.Globalization.CultureInfo.InvariantCulture);

    public override Guid Guid(int column) => reader.GetGuid(column);

    public override DateTimeOffset Time(int column) => reader.GetFieldValue<DateTimeOffset>(column);

    public override byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);

    private static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture);
}
