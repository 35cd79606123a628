using System.Text.Json;
using Airflow.Engine.Templates;

namespace Airflow.Engine.XComs;

/// <summary>A stored result as Python's str() writes it.</summary>
public static class XComText
{
    /// <param name="json">The value as it is stored.</param>
    public static string Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return PyText.Str(TemplateValues.From(document.RootElement));
    }
}
