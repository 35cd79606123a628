namespace Airflow.Engine.Templates;

/// <summary>Expressions of the syntax tree.</summary>
internal abstract record Expr
{
    public int Line { get; init; }

    public sealed record Const(object? Value) : Expr;

    public sealed record Name(string Id) : Expr;

    public sealed record ListOf(List<Expr> Items) : Expr;

    public sealed record TupleOf(List<Expr> Items) : Expr;

    public sealed record DictOf(List<KeyValuePair<Expr, Expr>> Items) : Expr;

    public sealed record Concat(List<Expr> Items) : Expr;

    public sealed record Unary(string Operator, Expr Value) : Expr;

    public sealed record Binary(string Operator, Expr Left, Expr Right) : Expr;

    public sealed record Compare(Expr First, List<KeyValuePair<string, Expr>> Rest) : Expr;

    public sealed record Condition(Expr Test, Expr Then, Expr? Otherwise) : Expr;

    public sealed record Attribute(Expr Owner, string Id) : Expr;

    public sealed record Item(Expr Owner, Expr Key) : Expr;

    public sealed record Slice(Expr? Start, Expr? Stop, Expr? Step) : Expr;

    public sealed record Call(Expr Target, CallShape Arguments) : Expr;

    public sealed record Filter(Expr? Value, string Id, CallShape Arguments) : Expr;

    public sealed record TestCall(Expr Value, string Id, CallShape Arguments) : Expr;
}
