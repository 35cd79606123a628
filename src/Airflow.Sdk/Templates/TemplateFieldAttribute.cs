namespace Airflow;

/// <summary>Marks a property of an operator as a template field: its texts are rendered before every try.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TemplateFieldAttribute : Attribute
{
    /// <summary>Language as which the UI shows the rendered value: <c>bash</c>, <c>sql</c>, <c>json</c> …</summary>
    /// <value>Default: plain text.</value>
    public string? Renderer { get; init; }
}
