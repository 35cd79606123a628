namespace Airflow.Engine.Templates;

/// <summary>Methods of list and tuple.</summary>
internal static class ListMethods
{
    public static PyFunction[] Tuple { get; } =
    [
        new("count(self, value)", call => call.Each(0).LongCount(item => PyEquality.Equals(item, call[1]))),
        new("index(self, value, start=0, stop=None)", IndexOf),
    ];

    public static PyFunction[] List { get; } =
    [
        .. Tuple,
        new("append(self, object)", call => Change(call, items => items.Add(call[1]))),
        new("extend(self, iterable)", call => Change(call, items => items.AddRange(call.Each(1).ToList()))),
        new("insert(self, index, object)", call => Change(call, items => items.Insert(Place(call.Long(1), items.Count), call[2]))),
        new("remove(self, value)", call => Change(call, items => items.RemoveAt(Find(items, call[1])))),
        new("pop(self, index=-1)", Pop),
        new("clear(self)", call => Change(call, items => items.Clear())),
        new("reverse(self)", call => Change(call, items => items.Reverse())),
        new("copy(self)", call => new PyList(call.As<PyList>(0).Items.ToList())),
        new("sort(self, key=None, reverse=False)", Sort),
    ];

    private static object? Change(BoundCall call, Action<List<object?>> change)
    {
        var items = call.As<PyList>(0).Items;
        change(items);
        call.Frame.Budget.Step();
        RenderBudget.CheckSize(items.Count);
        return null;
    }

    private static int Place(long index, int count) => (int)Math.Clamp(index < 0 ? index + count : index, 0, count);

    private static int Find(List<object?> items, object? value) =>
        items.FindIndex(item => PyEquality.Equals(item, value)) is >= 0 and var at ? at : throw PyError.Value("list.remove(x): x not in list");

    private static object? Pop(BoundCall call)
    {
        var items = call.As<PyList>(0).Items;
        var at = call.Long(1) < 0 ? call.Long(1) + items.Count : call.Long(1);
        if (at < 0 || at >= items.Count)
        {
            throw new TemplateException(TemplateErrorKind.IndexError, items.Count == 0 ? "pop from empty list" : "pop index out of range");
        }

        var value = items[(int)at];
        items.RemoveAt((int)at);
        return value;
    }

    private static object? Sort(BoundCall call)
    {
        var items = call.As<PyList>(0).Items;
        var key = call[1];
        var frame = call.Frame;
        var sorted = Sorting.Sort(items.ToList(), item => [key is null ? item : ExpressionCompiler.Invoke(key, CallArguments.Of(frame, item))], call.Flag(2)).ToList();
        items.Clear();
        items.AddRange(sorted);
        return null;
    }

    private static object? IndexOf(BoundCall call)
    {
        var items = call.Each(0).ToList();
        var start = Place(call.Long(2), items.Count);
        var stop = call.IsNone(3) ? items.Count : Place(call.Long(3), items.Count);
        for (var index = start; index < stop; index++)
        {
            if (PyEquality.Equals(items[index], call[1]))
            {
                return (long)index;
            }
        }

        throw PyError.Value($"{PyText.Repr(call[1])} is not in list");
    }
}
