namespace Airflow;

/// <summary>Marks a property of an operator or a notifier as a template field: its texts are rendered each time before it runs.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TemplateFieldAttribute : Attribute
{
    /// <summary>Language as which the UI shows the rendered value: <c>bash</c>, <c>sql</c>, <c>json</c> …</summary>
    /// <value>Default: plain text.</value>
    public string? Renderer { get; init; }
}
