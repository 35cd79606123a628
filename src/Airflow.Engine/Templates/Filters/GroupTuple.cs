namespace Airflow.Engine.Templates;

/// <summary>A group of groupby: a pair that also answers to grouper and list.</summary>
internal sealed class GroupTuple : TemplateObject
{
    private readonly PyTuple _pair;

    public GroupTuple(object? grouper, PyList list)
        : base("_GroupTuple")
    {
        _pair = new PyTuple(grouper, list);
        With("grouper", grouper).With("list", list);
        Each = () => _pair.Items;
        Length = () => 2;
        FindItem = key => key is long index and >= -2 and < 2 ? () => _pair.Items[(index + 2) % 2] : null;
    }

    public override string Repr() => PyText.Repr(_pair);
}
