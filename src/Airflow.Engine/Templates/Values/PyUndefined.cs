namespace Airflow.Engine.Templates;

/// <summary>Stands for a name, attribute or item that does not exist.</summary>
internal sealed class PyUndefined(UndefinedBehavior behavior, string name, string? hint = null, bool forbidden = false, string? element = null)
{
    public UndefinedBehavior Behavior => behavior;

    public static PyUndefined Name(UndefinedBehavior behavior, string name) => new(behavior, name);

    public static PyUndefined Member(UndefinedBehavior behavior, object? owner, object? name)
    {
        var type = owner is null ? "None" : $"'{PyType.Name(owner)} object'";
        var element = $"{(owner is null ? "None" : PyType.Name(owner) + " object")}[{PyText.Repr(name)}]";
        return name is string text
            ? new(behavior, text, $"{type} has no attribute '{text}'", element: element)
            : new(behavior, PyText.Str(name), $"{PyType.Name(owner)} object has no element {PyText.Repr(name)}", element: element);
    }

    public static PyUndefined Forbidden(UndefinedBehavior behavior, object? owner, string name) =>
        new(behavior, name, $"access to attribute '{name}' of '{PyType.Name(owner)}' object is unsafe.", forbidden: true);

    /// <summary>The error of using it.</summary>
    public TemplateException Error() => new(
        forbidden ? TemplateErrorKind.SecurityError : TemplateErrorKind.UndefinedError,
        hint ?? $"'{name}' is undefined");

    public string Text() => behavior switch
    {
        UndefinedBehavior.Strict => throw Error(),
        UndefinedBehavior.Debug when element is not null => $"{{{{ no such element: {element} }}}}",
        UndefinedBehavior.Debug => hint is null ? $"{{{{ {name} }}}}" : $"{{{{ undefined value printed: {hint} }}}}",
        _ => "",
    };

    /// <summary>It used as an empty and false value.</summary>
    public void UseAsEmpty()
    {
        if (behavior == UndefinedBehavior.Strict)
        {
            throw Error();
        }
    }

    public object Member() => behavior == UndefinedBehavior.Chainable ? this : throw Error();
}
