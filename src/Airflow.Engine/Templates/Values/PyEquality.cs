namespace Airflow.Engine.Templates;

/// <summary>Python's equality and hashes: 1, 1.0 and True are one key; lists and dicts are no keys.</summary>
internal sealed class PyEquality : IEqualityComparer<object>
{
    public static PyEquality Instance { get; } = new();

    public static new bool Equals(object? left, object? right)
    {
        if (left is string leftText && right is string rightText)
        {
            return string.Equals(leftText, rightText, StringComparison.Ordinal);
        }

        if (left is PyUndefined || right is PyUndefined)
        {
            (left as PyUndefined)?.UseAsEmpty();
            (right as PyUndefined)?.UseAsEmpty();
            return left is PyUndefined && right is PyUndefined;
        }

        return PyNumber.IsNumber(left) && PyNumber.IsNumber(right) ? NumbersEqual(left, right) : ContentEquals(left, right);
    }

    bool IEqualityComparer<object>.Equals(object? x, object? y) => Equals(x, y);

    public int GetHashCode(object obj)
    {
        switch (obj)
        {
            case string text:
                return string.GetHashCode(text, StringComparison.Ordinal);
            case PyUndefined undefined:
                undefined.UseAsEmpty();
                return 1;
            case PyTuple tuple:
                var hash = default(HashCode);
                foreach (var item in tuple.Items)
                {
                    hash.Add(GetHashCode(PyNone.Box(item)));
                }

                return hash.ToHashCode();
            case PyList or PyDict or PySet:
                throw PyError.Type($"unhashable type: '{PyType.Name(obj)}'");
            default:
                return PyNumber.TryDouble(obj, out var number) ? number.GetHashCode() : obj.GetHashCode();
        }
    }

    private static bool NumbersEqual(object? left, object? right) =>
        PyNumber.TryInteger(left, out var first) && PyNumber.TryInteger(right, out var second)
            ? first == second
            : PyNumber.TryDouble(left, out var one) && PyNumber.TryDouble(right, out var two) && one.CompareTo(two) == 0 && !double.IsNaN(one);

    private static bool ContentEquals(object? left, object? right) => (left, right) switch
    {
        (PyList first, PyList second) => SequenceEquals(first.Items, second.Items),
        (PyTuple first, PyTuple second) => SequenceEquals(first.Items, second.Items),
        (PyDict first, PyDict second) => first.Count == second.Count
            && first.Items.All(item => second.TryGet(item.Key, out var value) && Equals(item.Value, value)),
        (PySet first, PySet second) => first.Count == second.Count && first.Items.All(second.Contains),
        (PyBytes first, PyBytes second) => first.Content.Span.SequenceEqual(second.Content.Span),
        (PyDateTime first, PyDateTime second) => first.SameInstant(second),
        (PyTimeDelta first, PyTimeDelta second) => first.Microseconds == second.Microseconds,
        (string, PyEnum second) => second.Equals(left),
        _ => object.Equals(left, right),
    };

    private static bool SequenceEquals(IList<object?> left, IList<object?> right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var index = 0; index < left.Count; index++)
        {
            if (!Equals(left[index], right[index]))
            {
                return false;
            }
        }

        return true;
    }
}
