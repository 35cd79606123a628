namespace Airflow.Engine.Templates;

/// <summary>What holds for one rendering as a whole.</summary>
internal sealed record RenderState(TemplateEngine Engine, TemplateScope Scope, RenderBudget Budget, bool IsNative)
{
    private readonly Dictionary<string, CompiledTemplate> _loaded = new(StringComparer.Ordinal);

    /// <summary>Compiles a template of the search path, once a rendering.</summary>
    public CompiledTemplate Load(string name)
    {
        if (!_loaded.TryGetValue(name, out var template))
        {
            var source = Scope.Load(name) ?? throw new TemplateException(TemplateErrorKind.TemplateNotFound, $"there is no template file '{name}' in the search path");
            _loaded[name] = template = Engine.CompileText(source, Scope);
        }

        return template;
    }
}
