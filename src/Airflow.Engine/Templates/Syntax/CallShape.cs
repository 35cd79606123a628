namespace Airflow.Engine.Templates;

/// <summary>The arguments of a call in the syntax tree.</summary>
internal sealed record CallShape(List<Expr> Positional, List<KeyValuePair<string, Expr>> Named, Expr? Rest, Expr? NamedRest)
{
    public static CallShape Empty { get; } = new([], [], null, null);
}
