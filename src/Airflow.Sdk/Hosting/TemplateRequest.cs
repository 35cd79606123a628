namespace Airflow.Hosting;

/// <summary>Something to render.</summary>
/// <param name="Value">A text, a list, a dictionary with text keys, or anything else (which stays as it is); texts are rendered wherever they are.</param>
/// <param name="FileExtensions">A text that ends with one of these names a file beside the DAG or in its search path, whose content is rendered.</param>
/// <param name="Native">Whether a rendered text becomes the value that it spells.</param>
internal sealed record TemplateRequest(object? Value, IReadOnlyList<string> FileExtensions, bool Native);
