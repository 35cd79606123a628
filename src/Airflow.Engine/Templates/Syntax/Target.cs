namespace Airflow.Engine.Templates;

/// <summary>What an assignment or a loop binds.</summary>
internal abstract record Target
{
    public sealed record Variable(string Id) : Target;

    public sealed record Member(string Owner, string Id) : Target;

    public sealed record Unpack(List<Target> Items) : Target;
}
