namespace Airflow.Engine.Params;

/// <summary>One thing that is wrong with a value, or with a schema.</summary>
/// <param name="Path">Where: $ is the value itself, $.a[0] a part of it.</param>
/// <param name="Message">What, in words.</param>
public sealed record SchemaProblem(string Path, string Message)
{
    public override string ToString() => Path == "$" ? Message : $"{Path}: {Message}";
}
