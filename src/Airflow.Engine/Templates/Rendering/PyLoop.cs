namespace Airflow.Engine.Templates;

/// <summary>The variable loop.</summary>
internal sealed class PyLoop : TemplateObject
{
    private readonly List<object?> _items;
    private object?[]? _lastChecked;

    public PyLoop(List<object?> items, int depth, Frame frame, Func<Frame, object?, int, object?>? recurse)
        : base("LoopContext")
    {
        _items = items;
        AsText = () => $"<LoopContext {Index + 1}/{items.Count}>";
        Length = () => items.Count;
        WithLazy("index", () => Index + 1L);
        WithLazy("index0", () => (long)Index);
        WithLazy("revindex", () => (long)items.Count - Index);
        WithLazy("revindex0", () => (long)items.Count - Index - 1);
        WithLazy("first", () => Index == 0);
        WithLazy("last", () => Index == items.Count - 1);
        With("length", (long)items.Count);
        With("depth", depth + 1L);
        With("depth0", (long)depth);
        WithLazy("previtem", () => Neighbour(-1, frame));
        WithLazy("nextitem", () => Neighbour(1, frame));
        WithMethod("cycle(*args)", call => call.Rest.Length > 0 ? call.Rest[Index % call.Rest.Length] : throw PyError.Type("no items for cycling given"));
        WithMethod("changed(*args)", call => HasChanged(call.Rest));
        if (recurse is not null)
        {
            With("__call__", new PyCallable("loop", call => recurse(call.Frame, call.Positional is [var value] ? value : throw PyError.Type("loop() takes one argument"), depth + 1)));
        }
        else
        {
            With("__call__", new PyCallable("loop", _ => throw PyError.Type("The loop must have the 'recursive' marker to be called recursively.")));
        }
    }

    public int Index { get; set; }

    private object? Neighbour(int step, Frame frame) => Index + step >= 0 && Index + step < _items.Count
        ? _items[Index + step]
        : new PyUndefined(frame.Undefined, step < 0 ? "previtem" : "nextitem", step < 0 ? "there is no previous item" : "there is no next item");

    private bool HasChanged(object?[] values)
    {
        var same = _lastChecked is not null && PyEquality.Equals(new PyTuple(_lastChecked), new PyTuple(values));
        _lastChecked = values;
        return !same;
    }
}
