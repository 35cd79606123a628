using System.Numerics;

namespace Airflow.Engine.Templates;

/// <summary>Iteration, length, membership and slices of values.</summary>
internal static class PySequence
{
    public static IEnumerable<object?> Iterate(object? value, RenderBudget budget)
    {
        foreach (var item in Items(value))
        {
            budget.Step();
            yield return item;
        }
    }

    public static long Length(object? value)
    {
        switch (value)
        {
            case PyUndefined undefined:
                undefined.UseAsEmpty();
                return 0;
            case TemplateObject { Length: { } length }:
                return length();
            default:
                return value switch
                {
                    string text => PyString.Length(text),
                    PyList list => list.Items.Count,
                    PyTuple tuple => tuple.Items.Length,
                    PyDict dict => dict.Count,
                    PySet set => set.Count,
                    PyRange range => range.Length,
                    PyDictView view => view.Count,
                    PyBytes bytes => bytes.Content.Length,
                    _ => throw PyError.Type($"object of type '{PyType.Name(value)}' has no len()"),
                };
        }
    }

    public static bool Contains(object? container, object? item)
    {
        switch (container)
        {
            case string text:
                if (item is PyUndefined undefined)
                {
                    throw undefined.Error();
                }

                return item is string part
                    ? text.Contains(part, StringComparison.Ordinal)
                    : throw PyError.Type($"'in <string>' requires string as left operand, not {PyType.Name(item)}");
            case PyDict dict:
                return dict.Contains(item);
            case PySet set:
                return set.Contains(item);
            default:
                return Items(container, "argument of type '{0}' is not iterable").Any(other => PyEquality.Equals(other, item));
        }
    }

    public static bool IsIterable(object? value) => value is string or PyList or PyTuple or PyDict or PySet or PyRange or PyGenerator
        or PyDictView or PyBytes or PyUndefined { Behavior: not UndefinedBehavior.Strict } or TemplateObject { Each: not null };

    public static object? Slice(object? value, object? start, object? stop, object? step, RenderBudget budget)
    {
        budget.Work(value);
        var stride = step is null ? 1 : Index(step);
        if (stride == 0)
        {
            throw PyError.Value("slice step cannot be zero");
        }

        var length = value is string or PyList or PyTuple or PyRange or PyBytes
            ? Length(value)
            : throw PyError.Type($"'{PyType.Name(value)}' object is not subscriptable");
        var first = start is null ? (stride > 0 ? 0 : length - 1) : Bound(Index(start), length, stride);
        var end = stop is null ? (stride > 0 ? length : -1) : Bound(Index(stop), length, stride);
        return Pick(value, new PyRange(first, end, stride));
    }

    public static long Index(object? value) => value switch
    {
        long number => number,
        bool flag => flag ? 1 : 0,
        BigInteger big => big.Sign < 0 ? long.MinValue : long.MaxValue,
        PyUndefined undefined => throw undefined.Error(),
        _ => throw PyError.Type($"indices must be integers or slices, not {PyType.Name(value)}"),
    };

    /// <summary>Items of anything that can be iterated over.</summary>
    public static IEnumerable<object?> Items(object? value, string error = "'{0}' object is not iterable")
    {
        (value as PyUndefined)?.UseAsEmpty();
        return value switch
        {
            PyList list => Growing(list.Items),
            PyTuple tuple => tuple.Items,
            string text => PyString.Characters(text),
            PyDict dict => dict.Keys,
            PySet set => set.Items,
            PyRange range => range.Items(),
            PyGenerator generator => generator.Items(),
            PyDictView view => view.Items,
            PyBytes bytes => bytes.Content.ToArray().Select(item => (object?)(long)item),
            TemplateObject { Each: { } each } => each(),
            PyUndefined => [],
            _ => throw PyError.Type(error.Replace("{0}", PyType.Name(value), StringComparison.Ordinal)),
        };
    }

    // as in Python, a list may change while it is iterated over
    private static IEnumerable<object?> Growing(List<object?> items)
    {
        for (var index = 0; index < items.Count; index++)
        {
            yield return items[index];
        }
    }

    private static long Bound(long index, long length, long stride)
    {
        var at = index < 0 ? index + length : index;
        return stride > 0 ? Math.Clamp(at, 0, length) : Math.Clamp(at, -1, length - 1);
    }

    private static object Pick(object? value, PyRange places)
    {
        if (value is string text)
        {
            if (places.Step == 1)
            {
                return PyString.Part(text, (int)places.Start, (int)Math.Max(places.Start, places.Stop));
            }

            var characters = PyString.Split(text);
            return string.Concat(places.Items().Select(index => characters[(long)index!]));
        }

        return value switch
        {
            PyList list => new PyList(places.Items().Select(index => list.Items[(int)(long)index!])),
            PyTuple tuple => new PyTuple([.. places.Items().Select(index => tuple.Items[(long)index!])]),
            PyBytes bytes => new PyBytes(places.Items().Select(index => bytes.Content.Span[(int)(long)index!]).ToArray()),
            PyRange range => new PyRange(range.Start + (places.Start * range.Step), range.Start + (places.Stop * range.Step), range.Step * places.Step),
            _ => throw PyError.Type($"'{PyType.Name(value)}' object is not subscriptable"),
        };
    }
}
