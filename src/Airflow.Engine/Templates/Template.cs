namespace Airflow.Engine.Templates;

/// <summary>A compiled template; it can be rendered any number of times, by any number of threads.</summary>
public sealed class Template
{
    private readonly TemplateEngine _engine;

    internal Template(TemplateEngine engine, CompiledTemplate compiled)
    {
        _engine = engine;
        Compiled = compiled;
    }

    internal CompiledTemplate Compiled { get; }

    /// <summary>Renders the template to text.</summary>
    /// <exception cref="TemplateException">The template fails, or exceeds its limits.</exception>
    public string Render(TemplateScope scope, CancellationToken cancellationToken) =>
        (string)Run(_engine, Compiled, scope, native: false, cancellationToken)!;

    internal static object? Run(TemplateEngine engine, CompiledTemplate template, TemplateScope scope, bool native, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var state = new RenderState(engine, scope, new RenderBudget(scope.Limits, engine.Time, cancellationToken), native);
        var frame = Frame.Root(state);
        template.Render(frame);
        return frame.Output.Result();
    }
}
