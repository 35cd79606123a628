namespace Airflow.Engine.Templates;

/// <summary>Python's order: numbers among each other, texts by code point, sequences item by item; all else is an error.</summary>
internal static class PyComparison
{
    /// <summary>Negative, zero or positive; null when neither is true of a NaN.</summary>
    public static int? Compare(object? left, object? right, string operation)
    {
        if (left is PyUndefined undefined)
        {
            throw undefined.Error();
        }

        if (right is PyUndefined other)
        {
            throw other.Error();
        }

        return (left, right) switch
        {
            (string first, string second) => PyString.Compare(first, second),
            (PyList first, PyList second) => Items(first.Items, second.Items, operation),
            (PyTuple first, PyTuple second) => Items(first.Items, second.Items, operation),
            (PyDateTime first, PyDateTime second) => first.CompareTo(second, operation),
            (PyDate first, PyDate second) => first.Day.CompareTo(second.Day),
            (PyTime first, PyTime second) => first.Value.CompareTo(second.Value),
            (PyTimeDelta first, PyTimeDelta second) => first.Microseconds.CompareTo(second.Microseconds),
            (PySet first, PySet second) => Sets(first, second),
            _ => Numbers(left, right) is { } result ? result.Order : throw NotSupported(left, right, operation),
        };
    }

    public static bool Less(object? left, object? right) => Compare(left, right, "<") < 0;

    public static TemplateException NotSupported(object? left, object? right, string operation) =>
        PyError.Type($"'{operation}' not supported between instances of '{PyType.Name(left)}' and '{PyType.Name(right)}'");

    private static (int? Order, bool Known)? Numbers(object? left, object? right)
    {
        if (PyNumber.TryInteger(left, out var first) && PyNumber.TryInteger(right, out var second))
        {
            return (first.CompareTo(second), true);
        }

        return PyNumber.TryDouble(left, out var one) && PyNumber.TryDouble(right, out var two)
            ? (double.IsNaN(one) || double.IsNaN(two) ? null : one.CompareTo(two), true)
            : null;
    }

    private static int? Items(IList<object?> left, IList<object?> right, string operation)
    {
        for (var index = 0; index < Math.Min(left.Count, right.Count); index++)
        {
            if (!PyEquality.Equals(left[index], right[index]))
            {
                return Compare(left[index], right[index], operation);
            }
        }

        return left.Count.CompareTo(right.Count);
    }

    // "less" of sets means "is a subset", so two sets may be neither
    private static int? Sets(PySet left, PySet right)
    {
        var within = left.Items.All(right.Contains);
        var around = right.Items.All(left.Contains);
        return within && around ? 0 : within ? -1 : around ? 1 : null;
    }
}
