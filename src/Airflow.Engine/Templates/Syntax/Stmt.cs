namespace Airflow.Engine.Templates;

/// <summary>Statements of the syntax tree.</summary>
internal abstract record Stmt
{
    public int Line { get; init; }

    public sealed record Data(string Text) : Stmt;

    public sealed record Print(Expr Value) : Stmt;

    public sealed record If(List<KeyValuePair<Expr, List<Stmt>>> Branches, List<Stmt> Otherwise) : Stmt;

    public sealed record For(Target Target, Expr Items, Expr? Condition, List<Stmt> Body, List<Stmt> Otherwise, bool IsRecursive) : Stmt;

    public sealed record Set(Target Target, Expr Value) : Stmt;

    public sealed record SetBlock(Target Target, Expr.Filter? Filter, List<Stmt> Body) : Stmt;

    public sealed record With(List<KeyValuePair<Target, Expr>> Values, List<Stmt> Body) : Stmt;

    public sealed record Do(Expr Value) : Stmt;

    public sealed record FilterBlock(Expr.Filter Filter, List<Stmt> Body) : Stmt;

    public sealed record Macro(MacroShape Shape) : Stmt;

    public sealed record CallBlock(Expr.Call Call, MacroShape Caller) : Stmt;

    public sealed record Block(string Id, List<Stmt> Body, bool IsScoped, bool IsRequired) : Stmt;

    public sealed record Extends(Expr Parent) : Stmt;

    public sealed record Include(Expr Template, bool IgnoreMissing, bool WithContext) : Stmt;

    public sealed record Import(Expr Template, string Id, bool WithContext) : Stmt;

    public sealed record FromImport(Expr Template, List<KeyValuePair<string, string>> Names, bool WithContext) : Stmt;
}
