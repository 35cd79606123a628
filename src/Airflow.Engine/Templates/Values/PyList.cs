namespace Airflow.Engine.Templates;

/// <summary>Python's list.</summary>
internal sealed class PyList(List<object?> items)
{
    public PyList(IEnumerable<object?> items)
        : this([.. items])
    {
    }

    public List<object?> Items => items;
}
