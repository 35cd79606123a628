namespace Airflow.Engine.Templates;

/// <summary>Stands in for None where a .NET collection takes no null.</summary>
internal static class PyNone
{
    private static readonly object Key = new();

    public static object Box(object? value) => value ?? Key;

    public static object? Unbox(object value) => ReferenceEquals(value, Key) ? null : value;
}
