using System.Data.Common;
using System.Globalization;
using Airflow.Storage.Sql;

namespace Airflow.Storage.MySql;

/// <summary>The row at which a reader stands. Times are stored without a zone and are UTC.</summary>
internal sealed class MySqlRow(DbDataReader reader) : SqlRow
{
    public override bool IsNull(int column) => reader.IsDBNull(column);

    public override string Text(int column) => reader.GetValue(column) switch
    {
        string text => text,
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };

    public override long Long(int column) => Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);

    public override double Double(int column) => Convert.ToDouble(reader.GetValue(column), CultureInfo.InvariantCulture);

    public override Guid Guid(int column) => System.Guid.Parse(Text(column));

    // a time out of an expression may come as text
    public override DateTimeOffset Time(int column) => reader.GetValue(column) is DateTime time
        ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc))
        : DateTimeOffset.Parse(Text(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public override byte[] Bytes(int column) => (byte[])reader.GetValue(column);
}
