namespace Airflow.Engine.Templates;

/// <summary>Python's set, kept in the order of insertion.</summary>
internal sealed class PySet
{
    private readonly PyDict _items = new();

    public PySet(IEnumerable<object?> items)
    {
        foreach (var item in items)
        {
            Add(item);
        }
    }

    public int Count => _items.Count;

    public IEnumerable<object?> Items => _items.Keys;

    public void Add(object? item)
    {
        if (!_items.Contains(item))
        {
            _items[item] = null;
        }
    }

    public bool Contains(object? item) => _items.Contains(item);

    public bool Remove(object? item) => _items.Remove(item);

    public void Clear() => _items.Clear();
}
