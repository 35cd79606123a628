namespace Airflow.Engine.Templates;

/// <summary>Python's dict: ordered by insertion, keys equal by Python's rules.</summary>
internal sealed class PyDict
{
    private readonly OrderedDictionary<object, object?> _items = new(PyEquality.Instance);

    public PyDict()
    {
    }

    public PyDict(IEnumerable<KeyValuePair<object?, object?>> items)
    {
        foreach (var (key, value) in items)
        {
            this[key] = value;
        }
    }

    public int Count => _items.Count;

    public IEnumerable<object?> Keys => _items.Keys.Select(PyNone.Unbox);

    public IEnumerable<object?> Values => _items.Values;

    public IEnumerable<KeyValuePair<object?, object?>> Items => _items.Select(item => KeyValuePair.Create(PyNone.Unbox(item.Key), item.Value));

    public object? this[object? key]
    {
        get => TryGet(key, out var value) ? value : throw new TemplateException(TemplateErrorKind.KeyError, PyText.Repr(key));
        set => _items[PyNone.Box(key)] = value;
    }

    public bool TryGet(object? key, out object? value) => _items.TryGetValue(PyNone.Box(key), out value);

    public bool Contains(object? key) => _items.ContainsKey(PyNone.Box(key));

    public bool Remove(object? key) => _items.Remove(PyNone.Box(key));

    public void Clear() => _items.Clear();

    public KeyValuePair<object?, object?> At(int index) => KeyValuePair.Create(PyNone.Unbox(_items.GetAt(index).Key), _items.GetAt(index).Value);
}
