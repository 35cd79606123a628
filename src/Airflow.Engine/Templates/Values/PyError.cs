namespace Airflow.Engine.Templates;

/// <summary>Makes the errors that Python's operations raise.</summary>
internal static class PyError
{
    public static TemplateException Type(string message) => new(TemplateErrorKind.TypeError, message);

    public static TemplateException Value(string message) => new(TemplateErrorKind.ValueError, message);

    public static TemplateException Attribute(object? value, string name) =>
        new(TemplateErrorKind.AttributeError, $"'{PyType.Name(value)}' object has no attribute '{name}'");
}
