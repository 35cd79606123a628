namespace Airflow.Engine.Templates;

/// <summary>A macro, or the body of a call block, in the syntax tree.</summary>
internal sealed record MacroShape(string Id, List<KeyValuePair<string, Expr?>> Parameters, List<Stmt> Body)
{
    /// <summary>Names that the body mentions: whether it takes varargs, kwargs and caller follows from them.</summary>
    public required HashSet<string> Mentions { get; init; }
}
