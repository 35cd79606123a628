namespace Airflow.Engine.Templates;

/// <summary>Python's tuple.</summary>
internal sealed class PyTuple(params object?[] items)
{
    public object?[] Items => items;
}
