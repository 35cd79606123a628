namespace Airflow.Engine.Templates;

/// <summary>Something that a template can call.</summary>
internal class PyCallable(string name, Func<CallArguments, object?> body)
{
    public string Name => name;

    /// <summary>How it prints.</summary>
    public string Text { get; init; } = $"<function {name}>";

    public virtual object? Call(CallArguments arguments) => body(arguments);
}
