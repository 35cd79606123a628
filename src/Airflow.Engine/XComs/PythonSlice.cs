namespace Airflow.Engine.XComs;

/// <summary>Which elements a Python slice means.</summary>
public static class PythonSlice
{
    public static IEnumerable<int> Indexes(int count, int? start, int? stop, int? step)
    {
        var by = step ?? 1;
        if (by == 0)
        {
            throw new ArgumentException("A slice's step cannot be zero.", nameof(step));
        }
        var first = Clamp(start, by > 0 ? 0 : count - 1, count, by);
        var last = Clamp(stop, by > 0 ? count : -1, count, by);
        return Walk(first, last, by);
    }

    private static IEnumerable<int> Walk(int first, int last, int by)
    {
        for (var index = first; by > 0 ? index < last : index > last; index += by)
        {
            yield return index;
        }
    }

    private static int Clamp(int? bound, int otherwise, int count, int step)
    {
        if (bound is not { } value)
        {
            return otherwise;
        }
        value = value < 0 ? value + count : value;
        return step > 0 ? Math.Clamp(value, 0, count) : Math.Clamp(value, -1, count - 1);
    }
}
