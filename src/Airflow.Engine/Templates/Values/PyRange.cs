namespace Airflow.Engine.Templates;

/// <summary>Python's range.</summary>
internal sealed record PyRange(long Start, long Stop, long Step)
{
    public long Length
    {
        get
        {
            var span = (Int128)Stop - Start;
            return span == 0 || span > 0 != Step > 0 ? 0 : (long)((Int128.Abs(span) + Math.Abs(Step) - 1) / Math.Abs(Step));
        }
    }

    public IEnumerable<object?> Items()
    {
        var length = Length;
        for (var index = 0L; index < length; index++)
        {
            yield return Start + (index * Step);
        }
    }
}
