using System.Text;

namespace Airflow.Engine.Templates;

/// <summary>Filters on sequences as a whole.</summary>
internal static class SequenceFilters
{
    public static PyFunction[] All { get; } =
    [
        new("length(obj)", call => PySequence.Length(call[0])),
        new("list(value)", call => new PyList(call.Each(0))),
        new("first(seq)", call => First(call.Each(0), call.Frame)),
        new("last(seq)", call => First(Reversed(call[0], call.Frame), call.Frame)),
        new("reverse(value)", call => call[0] is string text ? string.Concat(Enumerable.Reverse(PyString.Split(text))) : new PyGenerator(Reversed(Reversible(call[0]), call.Frame))),
        new("join(value, d='', attribute=None)", Join),
        new("sort(value, reverse=False, case_sensitive=False, attribute=None)", call => new PyList(Sorting.Sort(
            call.Each(0), AttributePath.Keys(call[3], call.Frame, Sorting.Fold(call.Flag(2))), call.Flag(1)))),
        new("unique(value, case_sensitive=False, attribute=None)", Unique),
        new("min(value, case_sensitive=False, attribute=None)", call => Extreme(call, -1)),
        new("max(value, case_sensitive=False, attribute=None)", call => Extreme(call, 1)),
        new("sum(iterable, attribute=None, start=0)", Sum),
        new("batch(value, linecount, fill_with=None)", call => new PyGenerator(Batch(call.Each(0), call.Int(1), call[2]))),
        new("slice(value, slices, fill_with=None)", call => new PyGenerator(Slice([.. call.Each(0)], call.Int(1), call[2]))),
        new("groupby(value, attribute, default=None, case_sensitive=False)", GroupBy),
        new("dictsort(value, case_sensitive=False, by='key', reverse=False)", DictSort),
        new("items(value)", Items),
        new("random(seq)", Random),
    ];

    internal static IEnumerable<object?> Reversed(object? value, Frame frame) => PySequence.Iterate(value, frame.Budget).Reverse();

    private static object? Reversible(object? value) => PySequence.IsIterable(value) || value is PyUndefined
        ? value
        : throw new TemplateException(TemplateErrorKind.FilterArgumentError, "argument must be iterable");

    private static object? First(IEnumerable<object?> items, Frame frame)
    {
        using var each = items.GetEnumerator();
        return each.MoveNext() ? each.Current : new PyUndefined(frame.Undefined, "first", "No first item, sequence was empty.");
    }

    private static object? Join(BoundCall call)
    {
        var path = AttributePath.From(call[2], call.Frame);
        var text = new StringBuilder();
        var separator = call.Text(1);
        var first = true;
        foreach (var item in call.Each(0))
        {
            var part = PyText.Str(path is null ? item : path(item));
            call.Frame.Budget.Chars(part.Length + separator.Length);
            text.Append(first ? "" : separator).Append(part);
            first = false;
        }

        return text.ToString();
    }

    private static object? Unique(BoundCall call)
    {
        var key = AttributePath.Key(call[2], call.Frame, Sorting.Fold(call.Flag(1)));
        var seen = new PySet([]);
        return new PyGenerator(call.Each(0).Where(item =>
        {
            var value = key(item);
            var isNew = !seen.Contains(value);
            seen.Add(value);
            return isNew;
        }));
    }

    private static object? Extreme(BoundCall call, int sign)
    {
        var key = AttributePath.Key(call[2], call.Frame, Sorting.Fold(call.Flag(1)));
        object? best = null;
        object? bestKey = null;
        var any = false;
        foreach (var item in call.Each(0))
        {
            var itemKey = key(item);
            if (!any || PyComparison.Compare(itemKey, bestKey, sign < 0 ? "<" : ">") * sign > 0)
            {
                (best, bestKey, any) = (item, itemKey, true);
            }
        }

        return any ? best : new PyUndefined(call.Frame.Undefined, "min", "No aggregated item, sequence was empty.");
    }

    private static object? Sum(BoundCall call)
    {
        var path = AttributePath.From(call[1], call.Frame);
        var sum = call[2];
        foreach (var item in call.Each(0))
        {
            sum = PyArithmetic.Add(sum, path is null ? item : path(item), call.Frame);
        }

        return sum;
    }

    private static IEnumerable<object?> Batch(IEnumerable<object?> items, int size, object? fill)
    {
        if (size < 1)
        {
            throw PyError.Value("batch size must be at least 1");
        }

        foreach (var batch in items.Chunk(size))
        {
            var list = batch.ToList();
            if (fill is not null)
            {
                list.AddRange(Enumerable.Repeat(fill, Math.Min(size - list.Count, 1_000_000)));
            }

            yield return new PyList(list);
        }
    }

    private static IEnumerable<object?> Slice(List<object?> items, int slices, object? fill)
    {
        if (slices < 1)
        {
            throw new TemplateException(TemplateErrorKind.ZeroDivisionError, "integer division or modulo by zero");
        }

        var size = items.Count / slices;
        var larger = items.Count % slices;
        var at = 0;
        for (var index = 0; index < slices; index++)
        {
            var count = size + (index < larger ? 1 : 0);
            var list = items.GetRange(at, count);
            at += count;
            if (fill is not null && index >= larger)
            {
                list.Add(fill);
            }

            yield return new PyList(list);
        }
    }

    private static object? GroupBy(BoundCall call)
    {
        var fold = Sorting.Fold(call.Flag(3));
        var raw = AttributePath.Key(call[1], call.Frame, value => value, call[2]);
        var sorted = Sorting.Sort(call.Each(0), item => [fold(raw(item))], reverse: false);
        var groups = new List<object?>();
        PyList? members = null;
        object? current = null;
        foreach (var item in sorted)
        {
            var key = fold(raw(item));
            if (members is null || !PyEquality.Equals(key, current))
            {
                members = new PyList([]);
                current = key;
                groups.Add(new GroupTuple(raw(item), members));
            }

            members.Items.Add(item);
        }

        return new PyList(groups);
    }

    private static object? DictSort(BoundCall call)
    {
        var at = call.Text(2) switch
        {
            "key" => 0,
            "value" => 1,
            _ => throw new TemplateException(TemplateErrorKind.FilterArgumentError, "You can only sort by either \"key\" or \"value\""),
        };
        var fold = Sorting.Fold(call.Flag(1));
        var pairs = call.As<PyDict>(0).Items.Select(item => (object?)new PyTuple(item.Key, item.Value));
        return new PyList(Sorting.Sort(pairs, pair => [fold(((PyTuple)pair!).Items[at])], call.Flag(3)));
    }

    private static object? Items(BoundCall call)
    {
        switch (call[0])
        {
            case PyUndefined:
                return new PyGenerator([]);
            case PyDict dict:
                return new PyGenerator(dict.Items.Select(item => (object?)new PyTuple(item.Key, item.Value)));
            default:
                throw PyError.Type("Can only get item pairs from a mapping.");
        }
    }

    private static object? Random(BoundCall call)
    {
        var items = call.Each(0).ToArray();
        return items.Length > 0
            ? items[System.Security.Cryptography.RandomNumberGenerator.GetInt32(items.Length)]
            : new PyUndefined(call.Frame.Undefined, "random", "No random item, sequence was empty.");
    }
}
