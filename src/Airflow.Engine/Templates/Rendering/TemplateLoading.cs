namespace Airflow.Engine.Templates;

/// <summary>Loads the templates that others name.</summary>
internal static class TemplateLoading
{
    public static CompiledTemplate Load(object? name, Frame frame) => TryLoad(name, frame, ignoreMissing: false)!;

    /// <summary>The template of that name, or the first that exists of a list of names.</summary>
    public static CompiledTemplate? TryLoad(object? name, Frame frame, bool ignoreMissing)
    {
        object?[] names = name switch
        {
            string => [name],
            PyList or PyTuple => [.. PySequence.Items(name)],
            PyUndefined undefined => throw undefined.Error(),
            _ => throw PyError.Type($"a template name is a text, not {PyType.Name(name)}"),
        };
        foreach (var candidate in names)
        {
            var text = candidate as string ?? throw PyError.Type($"a template name is a text, not {PyType.Name(candidate)}");
            if (frame.State.Scope.Load(text) is not null)
            {
                return frame.State.Load(text);
            }
        }

        return ignoreMissing
            ? null
            : throw new TemplateException(TemplateErrorKind.TemplateNotFound, $"none of these template files is in the search path: {string.Join(", ", names.Select(PyText.Str))}");
    }

    public static Frame Enter(Frame frame, bool withContext, TemplateOutput output) =>
        Frame.Template(withContext ? frame : null, frame.State, new TemplateContext(withContext && frame.Context.SeesScope), output);

    /// <summary>Runs a template for the names that it sets.</summary>
    public static TemplateObject Module(CompiledTemplate template, Frame frame, bool withContext)
    {
        var inner = Enter(frame, withContext, new TemplateOutput(frame.Budget, frame.IsNative));
        template.Render(inner);
        return new TemplateObject("TemplateModule")
        {
            AsText = () => PyText.Str(inner.Output.Result()),
            FindAttribute = name => !name.StartsWith('_') && inner.Own.TryGetValue(name, out var value) ? () => value : null,
        };
    }
}
