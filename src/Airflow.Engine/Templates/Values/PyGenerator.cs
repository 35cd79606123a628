namespace Airflow.Engine.Templates;

/// <summary>Items that are made as they are asked for, once: what map, select and such give.</summary>
internal sealed class PyGenerator(IEnumerable<object?> items)
{
    private readonly IEnumerator<object?> _items = items.GetEnumerator();

    public IEnumerable<object?> Items()
    {
        while (_items.MoveNext())
        {
            yield return _items.Current;
        }
    }
}
