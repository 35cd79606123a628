namespace Airflow.Engine.Templates;

/// <summary>What dict.keys, values and items give: a view that follows the dict.</summary>
internal sealed class PyDictView(string kind, int count, IEnumerable<object?> items)
{
    public string Kind => kind;

    public int Count => count;

    public IEnumerable<object?> Items => items;
}
