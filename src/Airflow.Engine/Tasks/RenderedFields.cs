using System.Text;
using System.Text.Json;
using Airflow.Engine.Templates;

namespace Airflow.Engine.Tasks;

/// <summary>The rendered fields of a task instance as people read them: each under its name, values as Python writes them.</summary>
public static class RenderedFields
{
    private const string Line = "# ----------------------------------------------------------\n";

    /// <param name="json">The fields as they are stored, an object.</param>
    /// <param name="order">Their names in the order of the operator, which a database need not keep; others follow.</param>
    public static string ToText(string json, IReadOnlyList<string> order)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(order);
        var fields = JsonElement.Parse(json);
        var text = new StringBuilder();
        foreach (var field in fields.EnumerateObject().OrderBy(field => Place(order, field.Name)))
        {
            text.Append(Line).Append("# property: ").Append(field.Name).Append('\n').Append(Line)
                .Append(PyText.Str(TemplateValues.From(field.Value))).Append('\n');
        }

        return text.ToString();
    }

    private static int Place(IReadOnlyList<string> order, string name)
    {
        for (var place = 0; place < order.Count; place++)
        {
            if (order[place] == name)
            {
                return place;
            }
        }

        return order.Count;
    }
}
