namespace Airflow.Engine.Templates;

/// <summary>How a template field is rendered.</summary>
/// <param name="Native">Whether a rendered text becomes the value that it spells.</param>
/// <param name="FileExtensions">A text that ends in one of these names a template file.</param>
public sealed record FieldOptions(bool Native, IReadOnlyList<string> FileExtensions)
{
    public static FieldOptions Text { get; } = new(Native: false, []);
}
