namespace Airflow.Storage.Sql;

/// <summary>The current row of a result, read by column position in the dialect's way of storing times, ids and flags.</summary>
internal abstract class SqlRow
{
    public abstract bool IsNull(int column);

    public abstract string Text(int column);

    public abstract long Long(int column);

    public abstract double Double(int column);

    public abstract Guid Guid(int column);

    public abstract DateTimeOffset Time(int column);

    public abstract byte[] Bytes(int column);

    public int Int(int column) => checked((int)Long(column));

    public virtual bool Flag(int column) => Long(column) != 0;

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public int? IntOrNull(int column) => IsNull(column) ? null : Int(column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public double? DoubleOrNull(int column) => IsNull(column) ? null : Double(column);

    public Guid? GuidOrNull(int column) => IsNull(column) ? null : Guid(column);

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);
}
