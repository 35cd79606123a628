using System.Runtime.CompilerServices;
using Airflow.Hosting;

namespace Airflow.Engine.Templates;

/// <summary>Fills the Jinja texts of C# tasks from the context of their try. Safe to share; what is made for a DAG or a try is made once.</summary>
public sealed class TaskTemplateRenderer(TimeProvider time) : ITemplateRenderer
{
    private readonly TemplateEngine _engine = new(time);
    private readonly TaskTemplateFactsMaker _facts = new();
    private readonly ConditionalWeakTable<TaskContext, TemplateScope> _scopes = [];

    ValueTask<object?> ITemplateRenderer.RenderAsync(TemplateRequest request, TaskContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Native && request.Value is string text && IsPlain(text, request.FileExtensions))
        {
            return new(text);
        }

        var scope = _scopes.GetValue(context, Scope);
        return new(_engine.RenderField(request.Value, scope, new FieldOptions(request.Native, request.FileExtensions), cancellationToken));
    }

    private TemplateScope Scope(TaskContext context)
    {
        var scope = TaskTemplateScope.Create(_facts.Make(context), time);
        foreach (var (name, value) in context.Details.TemplateVariables)
        {
            scope.Add(name, value);
        }

        return scope;
    }

    /// <summary>Most texts hold no template and name no file; they need no context.</summary>
    private static bool IsPlain(string text, IReadOnlyList<string> extensions) =>
        !text.Contains('{', StringComparison.Ordinal)
        && !text.EndsWith('\n')
        && !extensions.Any(extension => text.EndsWith(extension, StringComparison.Ordinal));
}
