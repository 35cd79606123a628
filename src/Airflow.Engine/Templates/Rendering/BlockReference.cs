namespace Airflow.Engine.Templates;

/// <summary>Renders blocks: the most derived one, and what super and self give.</summary>
internal static class BlockReference
{
    public static void Render(Frame output, Frame scope, string name, int level)
    {
        var block = output.Context.Block(name, level)
            ?? throw new TemplateException(TemplateErrorKind.UndefinedError, $"there is no block called '{name}'.");
        if (block.IsRequired && level == 0)
        {
            throw new TemplateException(TemplateErrorKind.TemplateRuntimeError, $"Required block '{name}' not found");
        }

        output.Budget.Enter();
        var frame = scope.Inner(output.Output);
        frame.Set("super", Super(frame, name, level + 1));
        block.Body(frame);
        output.Budget.Leave();
    }

    /// <summary>The object self, whose attributes are the blocks of the template.</summary>
    public static TemplateObject Self(Frame top) => new("TemplateReference")
    {
        AsText = () => "<TemplateReference None>",
        FindAttribute = name => top.Context.Block(name) is null ? null : () => Callable(top, name, 0),
    };

    private static object Super(Frame frame, string name, int level) => frame.Context.Block(name, level) is null
        ? new PyUndefined(frame.Undefined, "super", $"there is no parent block called '{name}'.")
        : Callable(frame, name, level);

    private static PyCallable Callable(Frame frame, string name, int level) => new(name, _ =>
    {
        var inner = frame.Capture();
        Render(inner, inner, name, level);
        return inner.Output.Result();
    })
    {
        Text = $"<Block '{name}'>",
    };
}
