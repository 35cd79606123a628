namespace Airflow.Engine.Templates;

/// <summary>Jinja's namespace: an object whose attributes templates may set, across scopes.</summary>
internal sealed class PyNamespace(PyDict values) : TemplateObject("Namespace")
{
    public void Set(string name, object? value) => values[name] = value;

    public override bool TryGetAttribute(string name, out object? value) => values.TryGet(name, out value);

    public override bool TryGetItem(object? key, out object? value)
    {
        value = null;
        return false;
    }

    public override string Repr() => $"<Namespace {PyText.Repr(values)}>";
}
